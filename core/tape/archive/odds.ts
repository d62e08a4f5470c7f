/**
 * What has been learned about a set of yes-or-no decisions: for each, how probable "yes" is. The encoder and the
 * decoder learn alike from the decisions already made, so that no table of probabilities is ever stored.
 *
 * Whole-number arithmetic, and divisions whose results are cut to whole numbers: the same on every machine.
 */
export class Odds {
  /** Probability of "yes" in units of 2^-22. */
  readonly #chances: Int32Array;
  readonly #seen: Uint8Array;
  readonly #memory: number;

  /** `memory`: how many of the last decisions count, at most 255. Small follows a change of habit sooner. */
  constructor(size: number, memory = 60) {
    this.#chances = new Int32Array(size).fill(1 << (CHANCE_BITS - 1));
    this.#seen = new Uint8Array(size);
    this.#memory = memory;
  }

  /** Probability of "yes" in units of 2^-16, never impossible and never certain. */
  chanceOf(index: number): number {
    const chance = (this.#chances[index] as number) >> (CHANCE_BITS - 16);
    return Math.max(SURE, Math.min(chance, 65536 - SURE));
  }

  /** Takes one decision into account. */
  learn(index: number, bit: number): void {
    const seen = this.#seen[index] as number;
    const chance = this.#chances[index] as number;
    this.#chances[index] = chance + ((((bit << CHANCE_BITS) - chance) / (seen + 1.5)) | 0);
    if (seen < this.#memory) this.#seen[index] = seen + 1;
  }
}

const CHANCE_BITS = 22;

/** Least probability, in units of 2^-16: what a surprise may cost (12 bits), and what no surprise costs (0.0004). */
const SURE = 16;
