import type { Item } from './item-order.ts';

/** A client's items by clock. In chunks, so that splitting an item in the middle of many moves few of them. */
export class ClockIndex {
  readonly #chunks: Item[][] = [];

  /** The item that holds this clock, or null. */
  find(clock: number): Item | null {
    const chunk = this.#chunks[this.#chunkOf(clock)];
    const item = chunk?.[lastNotAbove(chunk, clock)];
    return item && clock < item.clock + item.length ? item : null;
  }

  /** The item that holds this clock or, where none does, the next one. Null behind the last. */
  findFrom(clock: number): Item | null {
    const n = this.#chunkOf(clock);
    const chunk = this.#chunks[n];
    if (!chunk) return null;
    const index = lastNotAbove(chunk, clock);
    const item = chunk[index];
    if (item && clock < item.clock + item.length) return item;
    return chunk[index + 1] ?? this.#chunks[n + 1]?.[0] ?? null;
  }

  /** Adds an item behind all others: its clock must not lie below their end. */
  append(item: Item): void {
    const chunk = this.#chunks.at(-1);
    if (chunk && chunk.length < MAX_CHUNK) chunk.push(item);
    else this.#chunks.push([item]);
  }

  /** Adds an item that was split off one that is here. */
  insert(item: Item): void {
    const n = this.#chunkOf(item.clock);
    const chunk = this.#chunks[n];
    if (!chunk) throw new Error('An item was split off none.');
    chunk.splice(lastNotAbove(chunk, item.clock) + 1, 0, item);
    if (chunk.length > MAX_CHUNK) this.#chunks.splice(n + 1, 0, chunk.splice(MAX_CHUNK / 2));
  }

  #chunkOf(clock: number): number {
    let low = 0;
    let high = this.#chunks.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (((this.#chunks[middle] as Item[])[0] as Item).clock <= clock) low = middle;
      else high = middle;
    }
    return low;
  }
}

const MAX_CHUNK = 512;

/** Index of the last item that begins at or before this clock; -1 when there is none. */
function lastNotAbove(chunk: Item[], clock: number): number {
  let low = -1;
  let high = chunk.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((chunk[middle] as Item).clock <= clock) low = middle;
    else high = middle;
  }
  return low;
}
