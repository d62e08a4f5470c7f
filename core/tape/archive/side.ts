import type { Odds } from './odds.ts';

/**
 * The writing or the reading side of an archive. What is coded is described once, for both: every call names the
 * value to write, which the reading side ignores, and returns the value that was written or read.
 */
export interface Side {
  readonly isReading: boolean;
  /** One decision, 0 or 1, at its odds. */
  bit(odds: Odds, index: number, bit: number): number;
  /** A number of `count` bits (at most 53) about which nothing is known. */
  evenBits(count: number, value: number): number;
  /** Bytes of a column. */
  bytes(column: number, length: number, bytes: Uint8Array | null): Uint8Array;
  /** Characters of the column of texts, in UTF-8. */
  characters(count: number, utf8: Uint8Array | null): Uint8Array;
  /**
   * Says that this many things are being made of a few bits. Their number is bounded by the bytes of the archive, so
   * that a forged one cannot take more time and memory than its size warrants.
   */
  spend(things: number): void;
}

/** Columns of every archive; behind them comes one for each kind of frame that is no update. */
export const COLUMN = {
  /** What was typed and pasted, in order: UTF-8. */
  text: 0,
  /** Content that is no text, as Yjs writes it. */
  contents: 1,
  /** Authors, names of root types, keys. */
  names: 2,
  /** Updates that are not in the form in which Yjs writes them, and numbers that are no whole ones. */
  raw: 3,
} as const;

/** How many columns `COLUMN` names. */
export const FIXED_COLUMNS = 4;

/** A true-or-false decision at its odds. */
export function codeFlag(side: Side, odds: Odds, index: number, value: boolean): boolean {
  return side.bit(odds, index, value ? 1 : 0) === 1;
}

/** A symbol of `bits` bits; its odds take 2^bits places from `base` on. */
export function codeSymbol(side: Side, odds: Odds, base: number, bits: number, value: number): number {
  let node = 1;
  for (let n = bits - 1; n >= 0; n--) node = node * 2 + side.bit(odds, base + node, (value >> n) & 1);
  return node - (1 << bits);
}
