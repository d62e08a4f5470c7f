import type { ITheme } from '@xterm/xterm';
import { readColours } from '#app/features/editor/page-colours.client.ts';

/** The terminal's colours from the page's variables; the sixteen of programs are in `terminal.css`. */
const VARIABLES = {
  background: '--surface',
  foreground: '--ink',
  cursor: '--accent',
  cursorAccent: '--surface',
  black: '--ansi-0',
  red: '--ansi-1',
  green: '--ansi-2',
  yellow: '--ansi-3',
  blue: '--ansi-4',
  magenta: '--ansi-5',
  cyan: '--ansi-6',
  white: '--ansi-7',
  brightBlack: '--ansi-8',
  brightRed: '--ansi-9',
  brightGreen: '--ansi-10',
  brightYellow: '--ansi-11',
  brightBlue: '--ansi-12',
  brightMagenta: '--ansi-13',
  brightCyan: '--ansi-14',
  brightWhite: '--ansi-15',
} as const satisfies ITheme;

/** The colours as the page has them now. Read again when the page changes between light and dark. */
export function readTerminalTheme(): ITheme {
  return readColours((hex) => ({
    ...Object.fromEntries(Object.entries(VARIABLES).map(([name, variable]) => [name, hex(variable)])),
    selectionBackground: hex('--accent', 0.28),
    selectionInactiveBackground: hex('--accent', 0.18),
  }));
}
