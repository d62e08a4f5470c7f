import { SpanIndex } from './span-index.ts';
import type { Leaf, Span, TextOrder } from './text-order.ts';

/** A Yjs item: `length` clocks of a client. */
export interface OrderedItem {
  client: number;
  clock: number;
  length: number;
}

/**
 * Where in its text a Yjs item stands. Yjs itself tells that only by walking over all items of the text, which makes a
 * long recording quadratic. Here the items are found by their id, and stand in leaves that know their length.
 */
export class ItemOrder {
  readonly #byClient = new Map<number, SpanIndex>();
  /** What was put in its place last, and the offset behind it, as long as nothing has moved since. */
  #newest: { span: Span; end: number } | null = null;

  /** Whether this item is in its place. */
  has(client: number, clock: number): boolean {
    return this.#find(client, clock) !== null;
  }

  /**
   * Puts an item behind the character with the id `left`, or at the beginning. Returns its offset among what is shown, or
   * null when `left` is in no text: it must be put in its place first.
   */
  insert(
    text: TextOrder,
    left: { client: number; clock: number } | null,
    { client, clock, length }: OrderedItem,
    isVisible: boolean,
  ): number | null {
    const newest = this.#newest;
    if (newest && left && isLast(newest.span, left) && follows(newest.span, client, clock, isVisible)) {
      return extend(newest, length);
    }
    this.#newest = null;
    const before = left && this.#find(left.client, left.clock);
    if (left && !before) return null;
    if (left && before) this.#cutAt(before, left.clock + 1);
    const leaf = before?.leaf ?? text.first;
    const index = before ? leaf.spans.indexOf(before) + 1 : 0;
    const at = text.offsetOf(leaf, index);
    if (before && follows(before, client, clock, isVisible)) {
      this.#newest = { span: before, end: at };
      return extend(this.#newest, length);
    }
    const span: Span = { client, clock, length, isVisible, leaf };
    if (isVisible) text.grow(leaf, length);
    this.#add(span, index);
    text.fit(leaf);
    this.#newest = { span, end: isVisible ? at + length : at };
    return at;
  }

  /**
   * Hides an item, piece by piece, and tells the offset and length of each piece that was shown. False when it is in
   * no text.
   */
  remove(
    { client, clock, length }: OrderedItem,
    onPiece: (text: TextOrder, at: number, length: number) => void,
  ): boolean {
    const end = clock + length;
    this.#newest = null;
    for (let from = clock; from < end; ) {
      const span = this.#find(client, from);
      if (!span) return from > clock;
      const to = Math.min(end, span.clock + span.length);
      if (span.isVisible) {
        const { leaf } = span;
        const { text } = leaf;
        const index = leaf.spans.indexOf(span);
        const at = text.offsetOf(leaf, index) + from - span.clock;
        text.grow(leaf, from - to);
        if (!giveToNeighbour(leaf.spans, index, from, to)) this.#hide(span, from, to);
        text.fit(leaf);
        onPiece(text, at, to - from);
      }
      from = to;
    }
    return true;
  }

  /** Text and offset of a character that is shown and follows the one before it in the same client's writing; else null. */
  insideAt(client: number, clock: number): { text: TextOrder; at: number } | null {
    const span = this.#find(client, clock);
    if (!span?.isVisible || span.clock === clock) return null;
    const { leaf } = span;
    return { text: leaf.text, at: leaf.text.offsetOf(leaf, leaf.spans.indexOf(span)) + clock - span.clock };
  }

  #find(client: number, clock: number): Span | null {
    return this.#byClient.get(client)?.find(clock) ?? null;
  }

  /** Hides these clocks of a span that is shown, and joins them with hidden neighbours. */
  #hide(span: Span, from: number, to: number): void {
    const hidden = this.#cutAt(span, from);
    this.#cutAt(hidden, to);
    hidden.isVisible = false;
    const { leaf } = hidden;
    const index = leaf.spans.indexOf(hidden);
    const before = leaf.spans[index - 1];
    const after = leaf.spans[index + 1];
    if (after && follows(hidden, after.client, after.clock, after.isVisible)) this.#join(hidden, after, leaf);
    if (before && follows(before, hidden.client, hidden.clock, false)) this.#join(before, hidden, leaf);
  }

  /** Cuts the span before this clock and returns the part from it on; the whole span where there is nothing to cut. */
  #cutAt(span: Span, clock: number): Span {
    const length = span.clock + span.length - clock;
    if (clock <= span.clock || length <= 0) return span;
    const rest: Span = { ...span, clock, length };
    span.length -= length;
    this.#add(rest, span.leaf.spans.indexOf(span) + 1);
    return rest;
  }

  #join(span: Span, next: Span, leaf: Leaf): void {
    leaf.spans.splice(leaf.spans.indexOf(next), 1);
    this.#byClient.get(next.client)?.remove(next);
    span.length += next.length;
  }

  #add(span: Span, index: number): void {
    span.leaf.spans.splice(index, 0, span);
    let own = this.#byClient.get(span.client);
    if (!own) {
      own = new SpanIndex();
      this.#byClient.set(span.client, own);
    }
    own.add(span);
  }
}

function isLast(span: Span, { client, clock }: { client: number; clock: number }): boolean {
  return span.client === client && span.clock + span.length - 1 === clock;
}

function follows(span: Span, client: number, clock: number, isVisible: boolean): boolean {
  return span.client === client && span.clock + span.length === clock && span.isVisible === isVisible;
}

/** Makes a span longer at its end, and tells where its end was. */
function extend(newest: { span: Span; end: number }, length: number): number {
  const { span, end } = newest;
  span.length += length;
  if (!span.isVisible) return end;
  span.leaf.text.grow(span.leaf, length);
  newest.end += length;
  return end;
}

/**
 * Moves the clocks from `from` to before `to`, at one end of a span that is shown, to a hidden neighbour that they join:
 * what most deletions are, as people delete one character after the other. False where there is no such neighbour.
 */
function giveToNeighbour(spans: readonly Span[], index: number, from: number, to: number): boolean {
  const span = spans[index];
  if (!span) return false;
  const end = span.clock + span.length;
  const after = spans[index + 1];
  if (from > span.clock && to === end && after?.client === span.client && after.clock === end) {
    if (after.isVisible) return false;
    span.length -= to - from;
    after.clock = from;
    after.length += to - from;
    return true;
  }
  const before = spans[index - 1];
  if (from !== span.clock || to === end || !before || !follows(before, span.client, from, false))
    return false;
  before.length += to - from;
  span.clock = to;
  span.length -= to - from;
  return true;
}
