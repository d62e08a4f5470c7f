import { writeSync } from 'node:fs';
import { MAX_UNREAD_INPUT } from '../workspaces/limits.ts';

/** How soon to try again when the terminal is full. */
const RETRY = 20;

/**
 * What was typed, on its way into a pseudo-terminal. node-pty's own way waits in the kernel when the program does not
 * read, and with it the whole service.
 */
export class TerminalInput {
  readonly #fd: number;
  readonly #isOpen: () => boolean;
  #pending: Buffer[] = [];
  #pendingBytes = 0;
  #timer: NodeJS.Timeout | null = null;

  /** `fd` must not block. `isOpen` is asked before each use of it: once closed, its number may be another file's. */
  constructor(fd: number, isOpen: () => boolean) {
    this.#fd = fd;
    this.#isOpen = isOpen;
  }

  /** False, with nothing taken, when too much waits already. */
  write(text: string): boolean {
    if (!this.#isOpen()) return true; // Nobody reads any more, which whoever types is about to hear.
    const bytes = Buffer.from(text);
    if (this.#pendingBytes + bytes.length > MAX_UNREAD_INPUT) return false;
    this.#pending.push(bytes);
    this.#pendingBytes += bytes.length;
    if (!this.#timer) this.#drain();
    return true;
  }

  #drain(): void {
    this.#timer = null;
    if (!this.#isOpen()) {
      this.#drop();
      return;
    }
    try {
      for (let next = this.#pending[0]; next; next = this.#pending[0]) {
        const written = writeSync(this.#fd, next);
        this.#pendingBytes -= written;
        if (written < next.length) this.#pending[0] = next.subarray(written);
        else this.#pending.shift();
      }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EAGAIN')
        this.#timer = setTimeout(() => this.#drain(), RETRY);
      else this.#drop(); // The terminal is gone; its end is told elsewhere.
    }
  }

  #drop(): void {
    this.#pending = [];
    this.#pendingBytes = 0;
  }
}
