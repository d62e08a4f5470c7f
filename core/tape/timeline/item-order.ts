import type { TextLog } from './text-log.ts';

/**
 * Where in its text a Yjs item stands. Yjs itself tells that only by walking over all items of the text, which makes a
 * long recording quadratic. Here the items stand in leaves that know their length, and are found by their id.
 *
 * Deleted items stay in their place, because later ones may be put beside them.
 */

/** Items in a row that one client wrote one after the other and that are all shown, or all not. */
interface Span {
  client: number;
  clock: number;
  /** In clocks, which for text are UTF-16 units. */
  length: number;
  isVisible: boolean;
  leaf: Leaf;
}

interface Leaf {
  text: TextOrder;
  spans: Span[];
  /** Characters that are shown. */
  visible: number;
  /** Place among the leaves of its text. */
  index: number;
}

/** The items of one text, in order. */
export class TextOrder {
  readonly log: TextLog;
  readonly leaves: Leaf[] = [];
  #index = 0;
  #start = 0;

  /** `log` is the text's own. */
  constructor(log: TextLog) {
    this.log = log;
    this.leaves.push({ text: this, spans: [], visible: 0, index: 0 });
  }

  /** Offset of the leaf's first character. Walks from the leaf that was asked for before, which mostly is near. */
  startOf(leaf: Leaf): number {
    while (this.#index < leaf.index) this.#start += this.leaves[this.#index++]?.visible ?? 0;
    while (this.#index > leaf.index) this.#start -= this.leaves[--this.#index]?.visible ?? 0;
    return this.#start;
  }

  /** Shows this many characters more in a leaf; fewer where it is negative. */
  grow(leaf: Leaf, visible: number): void {
    leaf.visible += visible;
    if (leaf.index < this.#index) this.#start += visible;
  }

  /** Cuts a leaf that has grown too large in two. */
  cut(leaf: Leaf): void {
    this.startOf(leaf); // so that the remembered leaf stays what it is
    const spans = leaf.spans.splice(leaf.spans.length >> 1);
    const next: Leaf = { text: this, spans, visible: 0, index: leaf.index + 1 };
    for (const span of spans) {
      span.leaf = next;
      if (span.isVisible) next.visible += span.length;
    }
    leaf.visible -= next.visible;
    this.leaves.splice(next.index, 0, next);
    for (let n = next.index + 1; n < this.leaves.length; n++) {
      const later = this.leaves[n];
      if (later) later.index = n;
    }
  }
}

/** Spans of a leaf before it is cut: looking for a place walks over them. */
const MAX_SPANS = 64;

/** A Yjs item: `length` clocks of a client. */
export interface OrderedItem {
  client: number;
  clock: number;
  length: number;
}

/** The items of all texts of a document, by id. */
export class ItemOrder {
  readonly #byClient = new Map<number, Span[]>();
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
    const leaf = before?.leaf ?? text.leaves[0];
    if (!leaf) throw new Error('A text has at least one leaf.');
    const index = before ? leaf.spans.indexOf(before) + 1 : 0;
    const at = offsetIn(leaf, index);
    if (before && follows(before, client, clock, isVisible)) {
      this.#newest = { span: before, end: at };
      return extend(this.#newest, length);
    }
    const span: Span = { client, clock, length, isVisible, leaf };
    if (isVisible) leaf.text.grow(leaf, length);
    leaf.spans.splice(index, 0, span);
    this.#add(span);
    if (leaf.spans.length > MAX_SPANS) leaf.text.cut(leaf);
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
      const found = this.#find(client, from);
      if (!found) return from > clock;
      const next = Math.min(end, found.clock + found.length);
      if (found.isVisible) {
        const { leaf } = found;
        const index = leaf.spans.indexOf(found);
        const at = offsetIn(leaf, index) + from - found.clock;
        leaf.text.grow(leaf, from - next);
        if (!giveToNeighbour(leaf.spans, index, from, next)) {
          const span = this.#cutAt(found, from);
          this.#cutAt(span, next);
          span.isVisible = false;
          this.#joinNeighbours(span);
        }
        onPiece(leaf.text, at, next - from);
      }
      from = next;
    }
    return true;
  }

  /** Text and offset of a character that is shown and follows the one before it in the same client's writing; else null. */
  insideAt(client: number, clock: number): { text: TextOrder; at: number } | null {
    const span = this.#find(client, clock);
    if (!span?.isVisible || span.clock === clock) return null;
    const { leaf } = span;
    return { text: leaf.text, at: offsetIn(leaf, leaf.spans.indexOf(span)) + clock - span.clock };
  }

  #find(client: number, clock: number): Span | null {
    const spans = this.#byClient.get(client);
    if (!spans) return null;
    const span = spans[indexAfter(spans, clock) - 1];
    return span && clock < span.clock + span.length ? span : null;
  }

  /** Cuts the span before this clock and returns the part from it on; the whole span where there is nothing to cut. */
  #cutAt(span: Span, clock: number): Span {
    const length = span.clock + span.length - clock;
    if (clock <= span.clock || length <= 0) return span;
    const { leaf } = span;
    const rest: Span = { ...span, clock, length };
    span.length -= length;
    leaf.spans.splice(leaf.spans.indexOf(span) + 1, 0, rest);
    this.#add(rest);
    return rest;
  }

  /** What was deleted character by character becomes one span again. */
  #joinNeighbours(span: Span): void {
    const { spans } = span.leaf;
    const index = spans.indexOf(span);
    const before = spans[index - 1];
    const after = spans[index + 1];
    if (after && follows(span, after.client, after.clock, after.isVisible))
      this.#join(span, after, index + 1);
    if (before && follows(before, span.client, span.clock, span.isVisible)) this.#join(before, span, index);
    if (spans.length > MAX_SPANS) span.leaf.text.cut(span.leaf);
  }

  #join(span: Span, next: Span, index: number): void {
    span.length += next.length;
    span.leaf.spans.splice(index, 1);
    const own = this.#byClient.get(next.client);
    own?.splice(indexAfter(own, next.clock) - 1, 1);
  }

  #add(span: Span): void {
    const own = this.#byClient.get(span.client);
    if (!own) this.#byClient.set(span.client, [span]);
    else if ((own.at(-1)?.clock ?? 0) < span.clock) own.push(span);
    else own.splice(indexAfter(own, span.clock), 0, span);
  }
}

function isLast(span: Span, { client, clock }: { client: number; clock: number }): boolean {
  return span.client === client && span.clock + span.length - 1 === clock;
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

function follows(span: Span, client: number, clock: number, isVisible: boolean): boolean {
  return span.client === client && span.clock + span.length === clock && span.isVisible === isVisible;
}

/**
 * Moves the clocks from `from` to before `to`, at one end of a span that is shown, to a hidden neighbour that they join:
 * what most deletions are, as people delete one character after the other. False where there is no such neighbour.
 */
function giveToNeighbour(spans: Span[], index: number, from: number, to: number): boolean {
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

/** Offset in the text of what stands at this place of the leaf. */
function offsetIn(leaf: Leaf, index: number): number {
  let at = leaf.text.startOf(leaf);
  for (let n = 0; n < index; n++) {
    const span = leaf.spans[n];
    if (span?.isVisible) at += span.length;
  }
  return at;
}

/** How many of these spans begin at or before this clock. The last ones are asked for most. */
function indexAfter(spans: readonly Span[], clock: number): number {
  let high = spans.length;
  if ((spans[high - 1]?.clock ?? Number.POSITIVE_INFINITY) <= clock) return high;
  let low = 0;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((spans[middle]?.clock ?? 0) <= clock) low = middle + 1;
    else high = middle;
  }
  return low;
}
