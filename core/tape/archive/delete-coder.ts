import type { ArchiveState } from './archive-state.ts';
import type { IdCoder } from './id-coder.ts';
import { IdRangeCoder } from './id-range-coder.ts';
import { Odds } from './odds.ts';
import type { PositionCoder } from './position-coder.ts';
import { codeFlag, type Side } from './side.ts';
import { StretchCoder } from './stretch-coder.ts';
import type { ClientDeletes } from './update-parts.ts';

/**
 * Codes what an update deletes: as stretches of visible text where it is that and nothing else, and otherwise (what
 * was deleted before, what is not known yet) as ranges of ids.
 */
export class DeleteCoder {
  readonly stretches: StretchCoder;
  readonly #ranges: IdRangeCoder;
  readonly #isStretches = new Odds(1);

  constructor(state: ArchiveState, ids: IdCoder, positions: PositionCoder) {
    this.stretches = new StretchCoder(state, positions);
    this.#ranges = new IdRangeCoder(state, ids);
  }

  /**
   * Codes deletes. Stretches are gone at once, as an editor deletes before it inserts; ranges may name what the same
   * update brings, and go when `finish` is called behind it.
   */
  code(
    side: Side,
    author: number,
    deletes: ClientDeletes[] | null,
  ): { deletes: ClientDeletes[]; finish: () => void } {
    const stretches = deletes && this.stretches.find(deletes);
    if (codeFlag(side, this.#isStretches, 0, stretches !== null))
      return { deletes: this.stretches.code(side, author, stretches), finish: () => {} };
    const ranges = this.#ranges.code(side, deletes);
    return { deletes: ranges, finish: () => this.#ranges.delete(side, ranges) };
  }
}
