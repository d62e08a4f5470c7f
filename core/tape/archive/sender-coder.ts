import type { Frame } from '../frames.ts';
import { DamagedArchiveError } from './damage.ts';
import { DoubleCoder, NumberCoder } from './numbers.ts';
import { Odds } from './odds.ts';
import { COLUMN, codeFlag, type Side } from './side.ts';

/** Kind and author of a frame, with their numbers in the archive, by first appearance. */
export interface Sender {
  kind: number;
  kindIndex: number;
  author: string;
  authorIndex: number;
}

/** Codes kind and author together, as how many other pairs were seen since this one. */
export class SenderCoder {
  /** The latest first. */
  readonly #recent: Sender[] = [];
  readonly #authors = new Map<string, number>();
  readonly #kindList: number[] = [];
  readonly #authorList: string[] = [];
  /** The last three ranks, two bits each. */
  #history = 0;
  readonly #ranks = new NumberCoder({ contexts: 64 });
  readonly #indexes = new NumberCoder({ contexts: 2 });
  readonly #kinds = new DoubleCoder();
  readonly #lengths = new NumberCoder();
  readonly #isWide = new Odds(1);

  code(side: Side, frame: Frame | null): Sender {
    const known = frame
      ? this.#recent.findIndex(({ kind, author }) => author === frame.author && Object.is(kind, frame.kind))
      : -1;
    const rank = this.#ranks.code(side, this.#history, known < 0 ? this.#recent.length : known);
    if (rank > this.#recent.length) throw new DamagedArchiveError('an author is unknown');
    this.#history = (this.#history * 4 + Math.min(rank, 3)) % 64;
    const sender = this.#recent[rank] ?? this.#codeNew(side, frame);
    if (rank > 0 || this.#recent.length === 0) {
      this.#recent.splice(rank, 1);
      this.#recent.unshift(sender);
      if (this.#recent.length > MAX_RECENT) this.#recent.pop();
    }
    return sender;
  }

  #codeNew(side: Side, frame: Frame | null): Sender {
    const knownKind = frame ? this.#kindList.findIndex((kind) => Object.is(kind, frame.kind)) : -1;
    const kindIndex = this.#codeIndex(side, 0, this.#kindList.length, knownKind);
    if (kindIndex === this.#kindList.length) this.#kindList.push(this.#kinds.code(side, frame?.kind ?? 0));
    const authorIndex = this.#codeIndex(
      side,
      1,
      this.#authorList.length,
      (frame && this.#authors.get(frame.author)) ?? -1,
    );
    if (authorIndex === this.#authorList.length) {
      const author = this.#codeName(side, frame?.author ?? '');
      this.#authors.set(author, authorIndex);
      this.#authorList.push(author);
    }
    const kind = this.#kindList[kindIndex] as number;
    return { kind, kindIndex, author: this.#authorList[authorIndex] as string, authorIndex };
  }

  #codeIndex(side: Side, context: number, count: number, known: number): number {
    const index = this.#indexes.code(side, context, known < 0 ? count : known);
    if (index > count) throw new DamagedArchiveError('an author is unknown');
    return index;
  }

  /** UTF-8, or UTF-16 where that is the only form that keeps halves of surrogate pairs. */
  #codeName(side: Side, name: string): string {
    const utf8 = new TextEncoder().encode(name);
    const isWide = codeFlag(side, this.#isWide, 0, new TextDecoder().decode(utf8) !== name);
    const bytes = isWide ? toUtf16(name) : utf8;
    const coded = side.bytes(COLUMN.names, this.#lengths.code(side, 0, bytes.length), bytes);
    return isWide ? fromUtf16(coded) : new TextDecoder().decode(coded);
  }
}

/** How many pairs are looked through for each frame. */
const MAX_RECENT = 32;

function toUtf16(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 2);
  for (let n = 0; n < text.length; n++) {
    bytes[n * 2] = text.charCodeAt(n) & 255;
    bytes[n * 2 + 1] = text.charCodeAt(n) >> 8;
  }
  return bytes;
}

function fromUtf16(bytes: Uint8Array): string {
  let text = '';
  for (let n = 0; n + 1 < bytes.length; n += 2)
    text += String.fromCharCode((bytes[n] as number) + (bytes[n + 1] as number) * 256);
  return text;
}
