import type { Sequence } from './item-order.ts';

/** A place between two visible characters of a sequence. */
export interface Cursor {
  sequence: Sequence;
  position: number;
}

/**
 * Where each author edited last, the latest place first. The places move with what others write before them, so
 * that somebody who goes on, or comes back, does it at a known one.
 */
export class Cursors {
  readonly #slots: Cursor[][] = [];
  /** All of them. */
  readonly #cursors: Cursor[] = [];
  #last: Cursor | null = null;

  /** Where anybody edited last. */
  get last(): Cursor | null {
    return this.#last;
  }

  /** The author's places. Authors beyond the limit share them, which costs bytes only. */
  of(author: number): readonly Cursor[] {
    return this.#slots[author % MAX_AUTHORS] ?? NOWHERE;
  }

  /** Moves what lies behind an insertion. */
  shiftByInsert(sequence: Sequence, position: number, length: number): void {
    for (const cursor of this.#cursors)
      if (cursor.position > position && cursor.sequence === sequence) cursor.position += length;
  }

  /** Moves what lies behind or in a deletion. */
  shiftByDelete(sequence: Sequence, position: number, length: number): void {
    for (const cursor of this.#cursors)
      if (cursor.position > position && cursor.sequence === sequence)
        cursor.position = Math.max(position, cursor.position - length);
  }

  /** Somebody edited here. */
  noteEdit(sequence: Sequence, position: number): void {
    if (this.#last) {
      this.#last.sequence = sequence;
      this.#last.position = position;
    } else {
      this.#last = { sequence, position };
      this.#cursors.push(this.#last);
    }
  }

  /** The author is here now; `from` is the place of theirs (by number) that they left for it, -1 for none. */
  move(author: number, from: number, sequence: Sequence, position: number): void {
    const slot = author % MAX_AUTHORS;
    this.#slots[slot] ??= [];
    const cursors = this.#slots[slot] as Cursor[];
    const index = from >= 0 ? from : Math.min(cursors.length, MAX_PLACES - 1);
    let cursor = cursors[index];
    if (cursor) {
      cursor.sequence = sequence;
      cursor.position = position;
    } else {
      cursor = { sequence, position };
      this.#cursors.push(cursor);
    }
    for (let n = index; n > 0; n--) cursors[n] = cursors[n - 1] as Cursor;
    cursors[0] = cursor;
  }
}

/** How many places of an author are remembered. */
export const MAX_PLACES = 8;

/** How many authors have places of their own; every edit looks at all of them. */
const MAX_AUTHORS = 32;

const NOWHERE: readonly Cursor[] = [];
