import { ByteSink } from './columns.ts';
import { DamagedArchiveError } from './damage.ts';
import type { Odds } from './odds.ts';

/**
 * Binary arithmetic coding: a decision that was expected with probability p costs -log2(p) bits. The coder keeps an
 * interval of 32-bit numbers, narrows it with each decision and puts out each leading byte once both ends agree on
 * it (the carry-less scheme of Matt Mahoney's lpaq).
 */
export class RangeEncoder {
  readonly #bytes = new ByteSink();
  #low = 0;
  #high = MAX;

  /** Encodes one decision (0 or 1) at its odds. */
  code(bit: number, odds: Odds, index: number): void {
    this.#narrow(bit, odds.chanceOf(index));
    odds.learn(index, bit);
  }

  /** Encodes the lowest `count` bits (at most 53) of a number about which nothing is known. */
  codeEven(value: number, count: number): void {
    for (let place = 2 ** (count - 1); place >= 1; place /= 2)
      this.#narrow(Math.floor(value / place) % 2, EVEN);
  }

  /** All that was encoded. Nothing can be added afterwards. */
  finish(): Uint8Array {
    for (let i = 0; i < LEAD; i++) {
      this.#bytes.writeByte(this.#low >>> 24);
      this.#low = (this.#low << 8) >>> 0;
    }
    return this.#bytes.toBytes();
  }

  #narrow(bit: number, chance: number): void {
    const middle = this.#low + Math.floor(((this.#high - this.#low) * chance) / 65536);
    if (bit) this.#high = middle;
    else this.#low = middle + 1;
    while (((this.#low ^ this.#high) & TOP_BYTE) === 0) {
      this.#bytes.writeByte(this.#high >>> 24);
      this.#low = (this.#low << 8) >>> 0;
      this.#high = ((this.#high << 8) | 255) >>> 0;
    }
  }
}

/** Reads what `RangeEncoder` wrote, given the same odds in the same order. */
export class RangeDecoder {
  readonly #bytes: Uint8Array;
  #position = 0;
  #low = 0;
  #high = MAX;
  #value = 0;

  /** Throws when the bytes end too early. */
  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    for (let i = 0; i < LEAD; i++) this.#shift();
  }

  /** Decodes one decision. Throws when the bytes end too early. */
  code(odds: Odds, index: number): number {
    const bit = this.#narrow(odds.chanceOf(index));
    odds.learn(index, bit);
    return bit;
  }

  /** Decodes `count` bits (at most 53) about which nothing is known. Throws when the bytes end too early. */
  codeEven(count: number): number {
    let value = 0;
    for (let i = 0; i < count; i++) value = value * 2 + this.#narrow(EVEN);
    return value;
  }

  /** Whether every byte was used: what follows the last decision would have been read by nobody. */
  isAtEnd(): boolean {
    return this.#position === this.#bytes.length;
  }

  #narrow(chance: number): number {
    const middle = this.#low + Math.floor(((this.#high - this.#low) * chance) / 65536);
    const bit = this.#value <= middle ? 1 : 0;
    if (bit) this.#high = middle;
    else this.#low = middle + 1;
    while (((this.#low ^ this.#high) & TOP_BYTE) === 0) {
      this.#low = (this.#low << 8) >>> 0;
      this.#high = ((this.#high << 8) | 255) >>> 0;
      this.#shift();
    }
    return bit;
  }

  #shift(): void {
    const byte = this.#bytes[this.#position++];
    if (byte === undefined) throw new DamagedArchiveError('its decisions end too early');
    this.#value = ((this.#value << 8) | byte) >>> 0;
  }
}

const MAX = 0xffffffff;
const TOP_BYTE = 0xff000000;

/** Bytes that the decoder looks ahead. */
const LEAD = 4;

/** A chance of one half. */
const EVEN = 32768;
