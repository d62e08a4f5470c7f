import { FitAddon } from '@xterm/addon-fit';
import { Terminal } from '@xterm/xterm';
import { copyText } from '#app/components/ui/copied.ts';
import { watchTheme } from '#app/features/editor/page-colours.client.ts';
import { TERMINAL_SIZE } from '#core/limits.ts';
import type { TerminalSize } from '#core/workspace-protocol.ts';
import type { TerminalLine } from './terminal-line.ts';
import { readTerminalTheme } from './terminal-theme.client.ts';
import '@xterm/xterm/css/xterm.css';
import './terminal.css';

/** Lines above the screen that one can scroll back to. */
const SCROLLBACK_LINES = 5000;
/** While somebody drags an edge, the room hears of the size when the hand rests. */
const RESIZE_PAUSE = 80;
const FONT = '"JetBrains Mono Variable", ui-monospace, monospace';
const FONT_SIZE = 13;

interface TerminalViewOptions {
  host: HTMLElement;
  line: TerminalLine;
  canType: boolean;
  isApple: boolean;
  /** Whether it was this person who typed last, whose browser then answers what programs ask the terminal. */
  isTypist: () => boolean;
  /** What was typed could not be sent. */
  onUnsent: () => void;
}

/** xterm.js on the shared terminal: draws what the room sends, sends what is typed, tells how much room there is. */
export class TerminalView {
  readonly #options: TerminalViewOptions;
  readonly #terminal: Terminal;
  readonly #fit = new FitAddon();
  readonly #stops: (() => void)[] = [];
  #isShown = true;
  #isDisposed = false;
  /** Texts of earlier that are still being drawn: the questions in them were answered when they were asked. */
  #replays = 0;

  constructor(options: TerminalViewOptions) {
    this.#options = options;
    this.#terminal = new Terminal({
      allowTransparency: false,
      cursorBlink: !matchMedia('(prefers-reduced-motion: reduce)').matches,
      disableStdin: !options.canType,
      fontFamily: FONT,
      fontSize: FONT_SIZE,
      lineHeight: 1.2,
      macOptionIsMeta: true,
      // Programs choose their colours for a black screen; here the ground is the page's.
      minimumContrastRatio: 4.5,
      scrollback: SCROLLBACK_LINES,
      theme: readTerminalTheme(),
      // A link in a terminal is written by whoever types there, and need not lead where it says.
      linkHandler: { activate: () => undefined },
    });
    this.#terminal.loadAddon(this.#fit);
    this.#answerOnce();
    this.#terminal.attachCustomKeyEventHandler((event) => this.#decideKey(event));
    this.#terminal.onData((data) => {
      if (!options.line.type(data)) options.onUnsent();
    });
    void this.#open();
  }

  /** The size that all agreed on. */
  setSize({ columns, rows }: TerminalSize): void {
    this.#terminal.resize(columns, rows);
  }

  /** Whether a screen reader reads along; costs speed, so only where somebody wants it. */
  setSpoken(isSpoken: boolean): void {
    this.#terminal.options.screenReaderMode = isSpoken;
  }

  setShown(isShown: boolean): void {
    this.#isShown = isShown;
    this.#measure();
  }

  dispose(): void {
    this.#isDisposed = true;
    for (const stop of this.#stops) stop();
    this.#terminal.dispose();
  }

  async #open(): Promise<void> {
    // Cells are measured once: with another font they would stay wrong.
    await document.fonts.load(`${FONT_SIZE}px ${FONT}`).catch(() => undefined);
    if (this.#isDisposed) return;
    const { host, line, canType } = this.#options;
    this.#terminal.open(host);
    this.#terminal.textarea?.setAttribute(
      'aria-label',
      canType ? 'Terminal. F6 leaves it.' : 'Terminal, read-only. F6 leaves it.',
    );
    let resting: ReturnType<typeof setTimeout> | undefined;
    const observer = new ResizeObserver(() => {
      clearTimeout(resting);
      resting = setTimeout(() => this.#measure(), RESIZE_PAUSE);
    });
    observer.observe(host);
    this.#stops.push(
      () => observer.disconnect(),
      () => clearTimeout(resting),
      watchTheme(() => {
        this.#terminal.options.theme = readTerminalTheme();
      }),
      line.attach((piece) => {
        if (piece.type === 'output') {
          this.#terminal.write(piece.text);
          return;
        }
        this.#terminal.reset();
        this.#replays += 1;
        this.#terminal.write(piece.text, () => {
          this.#replays -= 1;
        });
      }),
    );
    this.#measure();
    if (canType && (document.activeElement === document.body || document.activeElement === null))
      this.#terminal.focus();
  }

  /** Tells the room how much fits here. Those who only watch take what there is. */
  #measure(): void {
    const { host, line, canType } = this.#options;
    if (!canType || !this.#terminal.element) return;
    const isVisible = this.#isShown && host.clientWidth > 0 && host.clientHeight > 0;
    const fits = isVisible ? this.#fit.proposeDimensions() : undefined;
    if (isVisible && (!fits || !Number.isFinite(fits.cols) || !Number.isFinite(fits.rows))) return;
    const { minColumns, maxColumns, minRows, maxRows } = TERMINAL_SIZE;
    line.resize(
      fits
        ? {
            columns: Math.min(maxColumns, Math.max(minColumns, fits.cols)),
            rows: Math.min(maxRows, Math.max(minRows, fits.rows)),
          }
        : null,
    );
  }

  /**
   * Programs ask the terminal where its cursor is, what it can do and which colours it has. Every browser in the room
   * draws the question; only that of the person who types may answer, or the program reads as many answers as people.
   */
  #answerOnce(): void {
    const { parser } = this.#terminal;
    const isSilent = () => this.#replays > 0 || !this.#options.isTypist();
    for (const id of [
      { final: 'n' },
      { prefix: '?', final: 'n' },
      { final: 'c' },
      { prefix: '>', final: 'c' },
      { prefix: '=', final: 'c' },
      { intermediates: '$', final: 'p' },
      { prefix: '?', intermediates: '$', final: 'p' },
    ]) {
      parser.registerCsiHandler(id, isSilent);
    }
    parser.registerDcsHandler({ intermediates: '$', final: 'q' }, isSilent);
    for (const id of [4, 10, 11, 12]) {
      parser.registerOscHandler(id, (data) => data.includes('?') && isSilent());
    }
  }

  /** False leaves the key to the browser. Copying and pasting work as elsewhere on this machine. */
  #decideKey(event: KeyboardEvent): boolean {
    if (event.type !== 'keydown') return true;
    if (!this.#options.canType && event.key === 'Tab') return false;
    if (this.#options.isApple || !event.ctrlKey || event.altKey) return true;
    const key = event.key.toLowerCase();
    if (key === 'v') return false;
    if (key !== 'c' || !this.#terminal.hasSelection()) return !(key === 'c' && event.shiftKey);
    event.preventDefault();
    void copyText(this.#terminal.getSelection()).catch(() => undefined);
    this.#terminal.clearSelection();
    return false;
  }
}
