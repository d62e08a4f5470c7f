import { TERMINAL_SCROLLBACK } from '#core/limits.ts';
import { TERMINAL_WINDOW } from '#core/workspace-protocol.ts';

/** What one shell printed, as far as the room has it. Offsets are characters since the shell started. */
export class TerminalOutput {
  #scrollback: string;
  #end: number;
  #written: number;

  /** Output that is on disk up to `end`; `known` is what stands before that on the screen. */
  constructor({ end, known = '' }: { end: number; known?: string }) {
    this.#scrollback = known;
    this.#end = end;
    this.#written = end;
  }

  /** Where the output ends that was taken. */
  get end(): number {
    return this.#end;
  }

  /** Where the output ends that is on disk. */
  get written(): number {
    return this.#written;
  }

  /** More waits for the disk than the service may have sent. */
  get isBeyondWindow(): boolean {
    return this.#end - this.#written > 2 * TERMINAL_WINDOW;
  }

  /** What a newcomer's screen should show. */
  get scrollback(): string {
    return this.#scrollback.slice(-TERMINAL_SCROLLBACK);
  }

  /** Takes output that begins at this offset and returns what of it is new. */
  take(offset: number, data: string): string {
    const news = data.slice(Math.max(0, this.#end - offset));
    if (news === '') return '';
    this.#end = offset + data.length;
    this.#scrollback += news;
    // cut now and then, not for each piece: every cut copies all of it
    if (this.#scrollback.length > 2 * TERMINAL_SCROLLBACK) this.#scrollback = this.scrollback;
    return news;
  }

  /** Output up to here is on disk. */
  wrote(end: number): void {
    this.#written = Math.max(this.#written, end);
  }
}
