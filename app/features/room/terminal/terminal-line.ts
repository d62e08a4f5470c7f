import { MAX_RUN_INPUT, TERMINAL_SCROLLBACK } from '#core/limits.ts';
import type { ClientMessageInput, ServerMessage } from '#core/room-protocol.ts';
import type { TerminalSize } from '#core/workspace-protocol.ts';

/** What a screen draws. `reset` starts it over with this text: what others already saw. */
export type TerminalPiece = { type: 'reset'; text: string } | { type: 'output'; text: string };

/** This browser's line to the room's terminal. Keeps what a screen that opens later must show. */
export class TerminalLine {
  /** Hands a message to the socket; false without a connection. */
  readonly #send: (message: ClientMessageInput) => boolean;
  readonly #screens = new Set<(piece: TerminalPiece) => void>();
  #scrollback = '';
  #size: TerminalSize | null = null;
  /** The size of the terminal that this browser opened, or wished for, last. */
  #wished: TerminalSize = { columns: 80, rows: 24 };
  #reopens = false;

  constructor(send: (message: ClientMessageInput) => boolean) {
    this.#send = send;
  }

  /** Draws on this screen from now on, beginning with what there is. Returns how to stop. */
  attach(screen: (piece: TerminalPiece) => void): () => void {
    this.#screens.add(screen);
    screen({ type: 'reset', text: this.#scrollback });
    return () => this.#screens.delete(screen);
  }

  /** Opens the shared terminal, as large as this browser's was last. False without a connection. */
  open(): boolean {
    const size = this.#wished;
    this.#size = size;
    return this.#send({ type: 'terminal-open', requestId: crypto.randomUUID(), size });
  }

  /** Ends the shell for everybody. False without a connection. */
  close(): boolean {
    return this.#send({ type: 'terminal-close', requestId: crypto.randomUUID() });
  }

  /** Ends the shell and, once it is gone, opens another. */
  restart(): void {
    this.#reopens = this.close();
  }

  /** What somebody typed or pasted here. Long pastes go in pieces, in order. False when not all of it was sent. */
  type(data: string): boolean {
    for (let at = 0; at < data.length; at += MAX_RUN_INPUT) {
      if (!this.#send({ type: 'terminal-input', data: data.slice(at, at + MAX_RUN_INPUT) })) return false;
    }
    return true;
  }

  /** Tells how large this browser's terminal is, or null when it does not show. */
  resize(size: TerminalSize | null): void {
    if (size?.columns === this.#size?.columns && size?.rows === this.#size?.rows) return;
    this.#size = size;
    if (size) this.#wished = size;
    this.#send({ type: 'terminal-resize', size });
  }

  /** Takes note of what the room said. */
  hear(message: ServerMessage): void {
    if (message.type === 'terminal-output') {
      this.#scrollback = (this.#scrollback + message.data).slice(-TERMINAL_SCROLLBACK);
      this.#draw({ type: 'output', text: message.data });
    } else if (message.type === 'terminal' && !message.terminal) {
      this.#startOver('');
      if (this.#reopens) this.open();
      this.#reopens = false;
    } else if (message.type === 'welcome') {
      // The room tells the whole screen anew, so what was drawn before a lost line is not drawn twice.
      this.#startOver(message.terminal?.scrollback ?? '');
      if (message.terminal && this.#size) this.#send({ type: 'terminal-resize', size: this.#size });
    }
  }

  #startOver(text: string): void {
    this.#scrollback = text;
    this.#draw({ type: 'reset', text });
  }

  #draw(piece: TerminalPiece): void {
    for (const screen of this.#screens) screen(piece);
  }
}
