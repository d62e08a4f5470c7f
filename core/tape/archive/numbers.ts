import { DamagedArchiveError } from './damage.ts';
import { Odds } from './odds.ts';
import { COLUMN, codeFlag, codeSymbol, type Side } from './side.ts';

/**
 * Codes whole numbers from 0 to 2^53 - 1 of one meaning: whether they are zero, their size in bits, then the bits below the leading one,
 * of which the highest are learned and the rest are taken as they come.
 */
export class NumberCoder {
  readonly #isZero: Odds;
  readonly #sizes: Odds;
  readonly #details: Odds;
  readonly #learned: number;

  /** `contexts`: how many situations are told apart. `learned`: how many bits below the leading one are learned. */
  constructor({ contexts = 1, learned = 3, memory = 60 } = {}) {
    this.#isZero = new Odds(contexts, memory);
    this.#sizes = new Odds(contexts << SIZE_BITS, memory);
    this.#details = new Odds((contexts << SIZE_BITS) << learned, memory);
    this.#learned = learned;
  }

  /** Codes `value` in one of the contexts. */
  code(side: Side, context: number, value: number): number {
    if (side.bit(this.#isZero, context, value === 0 ? 1 : 0)) return 0;
    const kind = context << SIZE_BITS;
    const size = codeSymbol(side, this.#sizes, kind, SIZE_BITS, sizeOf(value));
    if (size < 2) return size;
    if (size > MAX_SIZE) throw new DamagedArchiveError('a number is out of range');
    const below = size - 1;
    const learned = Math.min(below, this.#learned);
    const rest = below - learned;
    const scale = 2 ** rest;
    const high = Math.floor(value / scale) & ((1 << learned) - 1);
    const detail = codeSymbol(side, this.#details, (kind + size) << this.#learned, learned, high);
    const low = rest ? side.evenBits(rest, value % scale) : 0;
    return 2 ** below + detail * scale + low;
  }
}

/** Codes whole numbers of either sign, up to 2^53 - 1 from zero. */
export class SignedCoder {
  readonly #signs: Odds;
  readonly #numbers: NumberCoder;

  constructor({ contexts = 1, learned = 3, memory = 60 } = {}) {
    this.#signs = new Odds(contexts, memory);
    this.#numbers = new NumberCoder({ contexts: contexts * 2, learned, memory });
  }

  code(side: Side, context: number, value: number): number {
    const isNegative = side.bit(this.#signs, context, value < 0 ? 1 : 0);
    const size = this.#numbers.code(side, context * 2 + isNegative, Math.abs(value) - isNegative);
    return isNegative ? -size - 1 : size;
  }
}

/** Codes any number; those that are not whole, or below zero, or out of range cost eight bytes. */
export class DoubleCoder {
  readonly #isWhole = new Odds(1);
  readonly #wholes = new NumberCoder();

  code(side: Side, value: number): number {
    const isWhole = codeFlag(
      side,
      this.#isWhole,
      0,
      Number.isSafeInteger(value) && value >= 0 && !Object.is(value, -0),
    );
    return isWhole ? this.#wholes.code(side, 0, value) : codeRawDouble(side, value);
  }
}

/** Codes a number as the eight bytes that it is in memory. */
export function codeRawDouble(side: Side, value: number): number {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setFloat64(0, value);
  const coded = side.bytes(COLUMN.raw, 8, bytes);
  return new DataView(coded.buffer, coded.byteOffset, 8).getFloat64(0);
}

/** Bits of a number: 0 for zero, 1 for one, 2 for two and three, and so on. */
export function sizeOf(value: number): number {
  if (value < 2 ** 31) return 32 - Math.clz32(value);
  let size = 31;
  for (let rest = Math.floor(value / 2 ** 31); rest > 0; rest = Math.floor(rest / 2)) size++;
  return size;
}

const SIZE_BITS = 6;
const MAX_SIZE = 53;
