import { DamagedArchiveError } from './damage.ts';

/**
 * The order of a sequence's items, those deleted included, with the position of each among the characters that are
 * not. Encoder and decoder keep it alike, so that the archive can say "at the cursor" or "nine further on" where an
 * update names ids.
 *
 * A splay tree (Sleator and Tarjan, 1985): what was used last is at the root, so that typing costs nearly nothing,
 * and no order of edits costs more than a logarithm of the number of items on average.
 */
export interface Item {
  readonly client: ClientItems;
  readonly clock: number;
  /** In clocks. */
  length: number;
  isVisible: boolean;
  /** Null while nothing is known of where it stands. */
  sequence: Sequence | null;
  previous: Item | null;
  next: Item | null;
  up: Item | null;
  low: Item | null;
  high: Item | null;
  /** Visible length of the subtree below, this item included. */
  sum: number;
}

/** Items of one client, to be found by clock. */
export interface ClientItems {
  readonly id: number;
}

/** A text, a list, or the values that one key of a map had. */
export class Sequence {
  first: Item | null = null;
  last: Item | null = null;
  #root: Item | null = null;

  /** Among all sequences, by age. */
  readonly index: number;

  constructor(index: number) {
    this.index = index;
  }

  /** Characters and values that are not deleted. */
  get visibleLength(): number {
    return this.#root?.sum ?? 0;
  }

  /** How many visible characters stand before this item. */
  positionOf(item: Item): number {
    this.#splay(item);
    return sumOf(item.low);
  }

  /** The item with the visible character at `position`, which must be below `visibleLength`; the rest is an offset. */
  itemAt(position: number): { item: Item; offset: number } {
    let item = this.#root;
    let rest = position;
    while (item) {
      const before = sumOf(item.low);
      if (rest < before) {
        item = item.low;
        continue;
      }
      const own = item.isVisible ? item.length : 0;
      if (rest < before + own) {
        this.#splay(item);
        return { item, offset: rest - before };
      }
      rest -= before + own;
      item = item.high;
    }
    throw new DamagedArchiveError('a position is out of range');
  }

  /** Puts a new item behind another of this sequence, or first of all. */
  insertAfter(item: Item, previous: Item | null): void {
    item.sequence = this;
    item.previous = previous;
    item.next = previous ? previous.next : this.first;
    if (item.next) item.next.previous = item;
    else this.last = item;
    if (previous) previous.next = item;
    else this.first = item;
    if (previous) {
      this.#splay(previous);
      setHigh(item, previous.high);
      previous.high = null;
      update(previous);
      setLow(item, previous);
    } else {
      setHigh(item, this.#root);
    }
    item.up = null;
    this.#root = item;
    update(item);
  }

  /** Changes an item's length or visibility. */
  change(item: Item, length: number, isVisible: boolean): void {
    this.#splay(item);
    item.length = length;
    item.isVisible = isVisible;
    update(item);
  }

  #splay(item: Item): void {
    for (let up = item.up; up; up = item.up) {
      const top = up.up;
      if (top) rotate((top.low === up) === (up.low === item) ? up : item);
      rotate(item);
    }
    this.#root = item;
  }
}

function rotate(item: Item): void {
  const up = item.up;
  if (!up) return;
  const top = up.up;
  if (up.low === item) {
    setLow(up, item.high);
    setHigh(item, up);
  } else {
    setHigh(up, item.low);
    setLow(item, up);
  }
  item.up = top;
  if (top) {
    if (top.low === up) top.low = item;
    else top.high = item;
  }
  update(up);
  update(item);
}

function setLow(item: Item, low: Item | null): void {
  item.low = low;
  if (low) low.up = item;
}

function setHigh(item: Item, high: Item | null): void {
  item.high = high;
  if (high) high.up = item;
}

function update(item: Item): void {
  item.sum = sumOf(item.low) + sumOf(item.high) + (item.isVisible ? item.length : 0);
}

function sumOf(item: Item | null): number {
  return item ? item.sum : 0;
}
