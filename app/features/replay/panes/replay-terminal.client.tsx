import { Terminal } from '@xterm/xterm';
import { useEffect, useRef } from 'react';
import { watchTheme } from '#app/features/editor/page-colours.client.ts';
import { readTerminalTheme } from '#app/features/room/terminal/terminal-theme.client.ts';
import '@xterm/xterm/css/xterm.css';
import '#app/features/room/terminal/terminal.css';
import type { ReplayPlayer } from '../replay-player.ts';

const FONT = '"JetBrains Mono Variable", ui-monospace, monospace';
const FONT_SIZE = 13;

/** The shared terminal as it was: written on as time goes forward, started over when it goes back. */
export function ReplayTerminal({ player }: { player: ReplayPlayer }) {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = host.current;
    if (!element) return;
    const terminal = new Terminal({
      disableStdin: true,
      cursorBlink: false,
      fontFamily: FONT,
      fontSize: FONT_SIZE,
      lineHeight: 1.2,
      minimumContrastRatio: 4.5,
      scrollback: 2000,
      theme: readTerminalTheme(),
      linkHandler: { activate: () => undefined },
    });
    terminal.open(element);
    terminal.textarea?.setAttribute('aria-label', 'Terminal at this moment, read-only');
    let shown = { resets: -1, length: 0 };
    const draw = () => {
      const now = player.panels.get().moment?.terminal;
      if (!now) return;
      if (now.size && (now.size.columns !== terminal.cols || now.size.rows !== terminal.rows))
        terminal.resize(now.size.columns, now.size.rows);
      if (now.resets !== shown.resets) {
        terminal.reset();
        shown = { resets: now.resets, length: 0 };
      }
      if (now.text.length > shown.length) terminal.write(now.text.slice(shown.length));
      shown.length = now.text.length;
    };
    draw();
    const stops = [
      player.panels.subscribe(draw),
      watchTheme(() => {
        terminal.options.theme = readTerminalTheme();
      }),
    ];
    return () => {
      for (const stop of stops) stop();
      terminal.dispose();
    };
  }, [player]);
  return <div ref={host} className="terminal-screen h-full overflow-auto" />;
}
