import type { Span } from './text-order.ts';

/** Spans in one block. Adding one in the middle moves half of a block, and finding one looks through the blocks first. */
const MAX_BLOCK = 512;

/** The spans of one client by clock, wherever in the texts they stand. */
export class SpanIndex {
  /** Never empty, save for the first. */
  readonly #blocks: Span[][] = [[]];

  /** The span with this clock in it, or null. */
  find(clock: number): Span | null {
    const block = this.#blocks[this.#blockOf(clock)] ?? [];
    const span = block[countUpTo(block, clock) - 1];
    return span && clock < span.clock + span.length ? span : null;
  }

  /** Adds a span; none of the others may have clocks of it. */
  add(span: Span): void {
    const n = this.#blockOf(span.clock);
    const block = this.#blocks[n] ?? [];
    block.splice(countUpTo(block, span.clock), 0, span);
    if (block.length > MAX_BLOCK) this.#blocks.splice(n + 1, 0, block.splice(block.length >> 1));
  }

  remove(span: Span): void {
    const n = this.#blockOf(span.clock);
    const block = this.#blocks[n] ?? [];
    block.splice(countUpTo(block, span.clock) - 1, 1);
    if (block.length === 0 && this.#blocks.length > 1) this.#blocks.splice(n, 1);
  }

  /** The last block that begins at or before this clock; the first where none does. */
  #blockOf(clock: number): number {
    const blocks = this.#blocks;
    let low = 0;
    let high = blocks.length;
    if ((blocks[high - 1]?.[0]?.clock ?? 0) <= clock) return high - 1; // what is newest is asked for most
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if ((blocks[middle]?.[0]?.clock ?? 0) <= clock) low = middle;
      else high = middle;
    }
    return low;
  }
}

/** How many of these spans begin at or before this clock. */
function countUpTo(spans: readonly Span[], clock: number): number {
  let low = 0;
  let high = spans.length;
  if ((spans[high - 1]?.clock ?? Number.POSITIVE_INFINITY) <= clock) return high;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((spans[middle]?.clock ?? 0) <= clock) low = middle + 1;
    else high = middle;
  }
  return low;
}
