import type { TextRope } from './text-rope.ts';

/** Longest text that is gathered: changing it copies it. */
const MAX_GATHERED = 256;

/**
 * Applies splices to a rope, those that change what they themselves put there as one. People type character by character
 * and correct what they just typed, so that a rope has a tenth of the work.
 */
export class SpliceJoiner {
  readonly #rope: TextRope;
  #at = 0;
  #deleted = 0;
  #inserted = '';
  #source = 0;

  constructor(rope: TextRope) {
    this.#rope = rope;
  }

  /** At `at` of the text with all splices before, `deleted` characters go and then `inserted` of this source comes. */
  splice(at: number, deleted: number, inserted: string, source: number): void {
    if (this.#join(at, deleted, inserted, source)) return;
    this.flush();
    this.#at = at;
    this.#deleted = deleted;
    this.#inserted = inserted;
    this.#source = source;
  }

  /** Sees that the rope has all of it. */
  flush(): void {
    if (this.#deleted > 0 || this.#inserted !== '')
      this.#rope.splice(this.#at, this.#deleted, this.#inserted, this.#source);
    this.#deleted = 0;
    this.#inserted = '';
  }

  #join(at: number, deleted: number, inserted: string, source: number): boolean {
    const gathered = this.#inserted;
    const offset = at - this.#at;
    if (gathered === '') {
      if (this.#deleted === 0) return false;
      if (inserted === '' && (offset === 0 || at + deleted === this.#at)) {
        this.#at = at;
        this.#deleted += deleted;
        return true;
      }
      if (offset !== 0 || deleted > 0) return false;
      this.#inserted = inserted;
      this.#source = source;
      return true;
    }
    if (offset < 0 || offset + deleted > gathered.length) return false;
    if (inserted !== '' && (source !== this.#source || gathered.length > MAX_GATHERED)) return false;
    this.#inserted = gathered.slice(0, offset) + inserted + gathered.slice(offset + deleted);
    return true;
  }
}
