import type { TextLog } from './text-log.ts';

/** Yjs items in a row that one client wrote one after the other and that are all shown, or all not. */
export interface Span {
  client: number;
  clock: number;
  /** In clocks, which for text are UTF-16 units. */
  length: number;
  isVisible: boolean;
  leaf: Leaf;
}

export interface Leaf {
  text: TextOrder;
  spans: Span[];
  /** Characters that are shown. */
  visible: number;
  /** Place among the leaves of its text. */
  index: number;
}

/** Spans of a leaf before it is cut: looking for a place walks over them. */
export const MAX_SPANS = 64;

/** The items of one text, in order. Deleted ones stay in their place, because later ones may be put beside them. */
export class TextOrder {
  readonly log: TextLog;
  readonly first: Leaf;
  readonly #leaves: Leaf[];
  /** The leaf that was asked for last, and the offset of its beginning: the next one is mostly near. */
  #index = 0;
  #start = 0;

  /** `log` is the text's own. */
  constructor(log: TextLog) {
    this.log = log;
    this.first = { text: this, spans: [], visible: 0, index: 0 };
    this.#leaves = [this.first];
  }

  /** Offset among what is shown of the span at this place of the leaf. */
  offsetOf(leaf: Leaf, index: number): number {
    while (this.#index < leaf.index) this.#start += this.#leaves[this.#index++]?.visible ?? 0;
    while (this.#index > leaf.index) this.#start -= this.#leaves[--this.#index]?.visible ?? 0;
    let offset = this.#start;
    for (let n = 0; n < index; n++) {
      const span = leaf.spans[n];
      if (span?.isVisible) offset += span.length;
    }
    return offset;
  }

  /** Shows this many characters more in a leaf; fewer where it is negative. */
  grow(leaf: Leaf, visible: number): void {
    leaf.visible += visible;
    if (leaf.index < this.#index) this.#start += visible;
  }

  /** Cuts a leaf in two when it has grown too large. */
  fit(leaf: Leaf): void {
    if (leaf.spans.length <= MAX_SPANS) return;
    this.offsetOf(leaf, 0); // so that the remembered leaf stays what it is
    const spans = leaf.spans.splice(leaf.spans.length >> 1);
    const next: Leaf = { text: this, spans, visible: 0, index: leaf.index + 1 };
    for (const span of spans) {
      span.leaf = next;
      if (span.isVisible) next.visible += span.length;
    }
    leaf.visible -= next.visible;
    this.#leaves.splice(next.index, 0, next);
    for (let n = next.index + 1; n < this.#leaves.length; n++) {
      const later = this.#leaves[n];
      if (later) later.index = n;
    }
  }
}
