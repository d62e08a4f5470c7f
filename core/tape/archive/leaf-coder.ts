import { DamagedArchiveError } from './damage.ts';
import type { JsonLeaf } from './json-shape.ts';
import { NumberCoder, SignedCoder } from './numbers.ts';
import { Odds } from './odds.ts';
import { codeSymbol, type Side } from './side.ts';

/** Where a leaf stands: in which column its text would go, and at what time its frame happened. */
export interface LeafPlace {
  column: number;
  at: number;
  /** The whole number before it in the same payload. */
  before: number | null;
}

/**
 * Codes the strings and numbers of JSON payloads. They are compared with what stood under the same key before,
 * whatever the kind of frame was: a run, for one, has the same id in all its frames.
 */
export class LeafCoder {
  readonly #keys = new Map<string, KeyState>();
  readonly #shared = new KeyState();
  readonly #lengths = new NumberCoder();

  /** Codes the leaf behind this piece of its shape. */
  code(side: Side, piece: string, type: JsonLeaf['type'], place: LeafPlace, leaf: JsonLeaf | null): JsonLeaf {
    const key = this.#keyOf(
      `${type} ${piece.slice(Math.max(piece.lastIndexOf(','), piece.lastIndexOf('{')) + 1)}`,
    );
    if (type === 'whole')
      return { type, value: this.#codeWhole(side, key, place, leaf?.type === 'whole' ? leaf.value : 0) };
    return { type, text: this.#codeText(side, key, place, leaf && leaf.type !== 'whole' ? leaf.text : '') };
  }

  #keyOf(name: string): KeyState {
    const known = this.#keys.get(name);
    if (known) return known;
    if (this.#keys.size >= MAX_KEYS) return this.#shared;
    const key = new KeyState();
    this.#keys.set(name, key);
    return key;
  }

  #codeWhole(side: Side, key: KeyState, { at, before }: LeafPlace, value: number): number {
    // an offset from a time that is no whole number would not come out exactly
    const bases = [key.value, Number.isSafeInteger(at) ? at : 0, 0];
    let wanted = 0;
    for (const [n, base] of bases.entries())
      if (Math.abs(value - base) < Math.abs(value - (bases[wanted] as number))) wanted = n;
    const choice = codeSymbol(side, key.choices, 0, 2, value === before ? AS_BEFORE : wanted);
    if (choice === AS_BEFORE) {
      if (before === null) throw new DamagedArchiveError('a number is missing');
      key.value = before;
    } else {
      const base = bases[choice] as number;
      key.value = base + key.distances.code(side, choice, value - base);
    }
    return key.value;
  }

  #codeText(side: Side, key: KeyState, { column }: LeafPlace, text: string): string {
    const found = key.texts.indexOf(text);
    const rank = codeSymbol(side, key.ranks, 0, RANK_BITS, found < 0 ? MAX_TEXTS : found);
    let coded = key.texts[rank];
    if (rank < MAX_TEXTS && coded === undefined) throw new DamagedArchiveError('a text is missing');
    if (coded === undefined) {
      const utf8 = new TextEncoder().encode(text);
      const length = this.#lengths.code(side, 0, utf8.length);
      coded = new TextDecoder('utf-8', { ignoreBOM: true }).decode(side.bytes(column, length, utf8));
    } else {
      side.spend(coded.length >> 6);
      key.texts.splice(rank, 1);
    }
    key.texts.unshift(coded);
    if (key.texts.length > MAX_TEXTS) key.texts.pop();
    return coded;
  }
}

/** What stood under a key so far. */
class KeyState {
  value = 0;
  readonly choices = new Odds(4);
  readonly distances = new SignedCoder({ contexts: 3 });
  /** The latest first. */
  readonly texts: string[] = [];
  readonly ranks = new Odds(1 << RANK_BITS);
}

const AS_BEFORE = 3;

const RANK_BITS = 3;
const MAX_TEXTS = (1 << RANK_BITS) - 1;

/** Keys beyond this share what is known: a forged archive cannot have state made for it without end. */
const MAX_KEYS = 64;
