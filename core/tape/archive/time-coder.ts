import { codeRawDouble, SignedCoder, sizeOf } from './numbers.ts';
import { Odds } from './odds.ts';
import { codeFlag, type Side } from './side.ts';

/**
 * Codes times as milliseconds since the frame before. Most of what an archive holds is this: typing has a rhythm of
 * about eight bits of surprise a key, of which no coder can save much, so the size of a gap is told under the size of
 * the last one, its highest bits are learned, and the rest are taken as they come.
 */
export class TimeCoder {
  readonly #isWhole = new Odds(1);
  readonly #gaps = new SignedCoder({ contexts: MAX_SIZE + 1, learned: 3, memory: 255 });
  #last = 0;
  #lastSize = 0;

  code(side: Side, at: number): number {
    const gap = at - this.#last;
    const isWhole = Number.isSafeInteger(at) && Number.isSafeInteger(gap) && !Object.is(at, -0);
    if (!codeFlag(side, this.#isWhole, 0, isWhole)) return codeRawDouble(side, at);
    const coded = this.#gaps.code(side, this.#lastSize, gap);
    this.#lastSize = Math.min(sizeOf(Math.abs(coded)), MAX_SIZE);
    this.#last += coded;
    return this.#last;
  }
}

/** Gaps above two minutes are all alike. */
const MAX_SIZE = 17;
