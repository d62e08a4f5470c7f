import { countUpTo } from './position-log.ts';
import { SpliceJoiner } from './splice-joiner.ts';
import { EMPTY_TEXT, TextRope, type TextSnapshot } from './text-rope.ts';

/** One change of one text: at `at`, `deleted` characters go and then `inserted` comes. Offsets are UTF-16 units. */
export interface TextSplice {
  at: number;
  deleted: number;
  inserted: string;
}

/** What the log keeps of a splice beside itself. */
export interface SpliceNotes {
  /** Position after the frame that made it. */
  position: number;
  /** Where the inserted text came from, by number. */
  source: number;
  /** Who made the frame, by number; -1 for what nobody did. */
  actor: number;
}

/** Splices after which a keyframe may be made: reaching any moment applies this many, mostly. */
const KEYFRAME_EVERY = 256;
/**
 * Memory for keyframes, in bytes for each splice. Where splices are all over a large text, each keyframe costs much,
 * and there are fewer of them: 50 MB for 250,000 splices at the most.
 */
const KEYFRAME_BYTES_PER_SPLICE = 200;

/** Everything that happened to one text, with keyframes, so that it can be had as it was at any moment. */
export class TextLog {
  /** One entry for each splice, in order. */
  readonly positions: number[] = [];
  readonly offsets: number[] = [];
  readonly deleted: number[] = [];
  readonly inserted: string[] = [];
  readonly sources: number[] = [];
  readonly actors: number[] = [];
  /** Length of the text after the splice. */
  readonly lengths: number[] = [];
  /** The text after all splices, once the joiner is flushed. */
  readonly #rope = new TextRope();
  readonly #joiner = new SpliceJoiner(this.#rope);
  readonly #keyframes: Keyframe[] = [{ count: 0, snapshot: EMPTY_TEXT }];
  /** What was asked for last: a player asks for moments that follow each other. */
  #last: Keyframe | null = null;

  get count(): number {
    return this.positions.length;
  }

  /** Length of the text as it is after all splices. */
  get length(): number {
    return this.lengths.at(-1) ?? 0;
  }

  /** Adds a splice, or returns false where it is outside of the text. */
  append({ at, deleted, inserted }: TextSplice, { position, source, actor }: SpliceNotes): boolean {
    const { length } = this;
    if (at < 0 || deleted < 0 || at + deleted > length) return false;
    this.#joiner.splice(at, deleted, inserted, source);
    this.positions.push(position);
    this.offsets.push(at);
    this.deleted.push(deleted);
    this.inserted.push(inserted);
    this.sources.push(source);
    this.actors.push(actor);
    this.lengths.push(length + inserted.length - deleted);
    if (this.count % KEYFRAME_EVERY === 0) this.#considerKeyframe();
    return true;
  }

  /** The UTF-16 unit at this offset, or NaN outside of the text. */
  charCodeAt(at: number): number {
    this.#joiner.flush();
    return this.#rope.charCodeAt(at);
  }

  /** The source of the character at this offset. */
  sourceAt(at: number): number {
    this.#joiner.flush();
    return this.#rope.sourceAt(at);
  }

  /** How many splices had been made at this position. */
  countAt(position: number): number {
    return countUpTo(this.positions, position);
  }

  /** Length of the text after this many splices. */
  lengthAfter(count: number): number {
    return this.lengths[count - 1] ?? 0;
  }

  /** The text after this many splices. */
  snapshotAfter(count: number): TextSnapshot {
    const nearest = this.#nearest(count);
    if (nearest.count === count) return nearest.snapshot;
    const rope = new TextRope(nearest.snapshot);
    const joiner = new SpliceJoiner(rope);
    for (let n = nearest.count; n < count; n++) this.#apply(n, joiner);
    joiner.flush();
    this.#last = { count, snapshot: rope.snapshot() };
    return this.#last.snapshot;
  }

  spliceAt(index: number): TextSplice {
    return {
      at: this.offsets[index] ?? 0,
      deleted: this.deleted[index] ?? 0,
      inserted: this.inserted[index] ?? '',
    };
  }

  /** What these splices deleted, one text for each, from the first to the one before `to`. */
  deletedBetween(from: number, to: number): string[] {
    const rope = new TextRope(this.snapshotAfter(from));
    const deleted: string[] = [];
    for (let n = from; n < to; n++) {
      const at = this.offsets[n] ?? 0;
      deleted.push(rope.slice(at, at + (this.deleted[n] ?? 0)));
      this.#apply(n, rope);
    }
    return deleted;
  }

  #considerKeyframe(): void {
    this.#joiner.flush();
    const { count } = this;
    const since = count - (this.#keyframes.at(-1)?.count ?? 0);
    if (this.#rope.snapshotBytes > since * KEYFRAME_BYTES_PER_SPLICE) return;
    this.#keyframes.push({ count, snapshot: this.#rope.snapshot() });
  }

  #apply(index: number, target: TextRope | SpliceJoiner): void {
    target.splice(
      this.offsets[index] ?? 0,
      this.deleted[index] ?? 0,
      this.inserted[index] ?? '',
      this.sources[index] ?? 0,
    );
  }

  #nearest(count: number): Keyframe {
    let low = 0;
    for (let high = this.#keyframes.length; high - low > 1; ) {
      const middle = (low + high) >>> 1;
      if ((this.#keyframes[middle]?.count ?? 0) <= count) low = middle;
      else high = middle;
    }
    const keyframe = this.#keyframes[low] ?? { count: 0, snapshot: EMPTY_TEXT };
    const last = this.#last;
    return last && last.count <= count && last.count > keyframe.count ? last : keyframe;
  }
}

interface Keyframe {
  /** Splices before it. */
  count: number;
  snapshot: TextSnapshot;
}
