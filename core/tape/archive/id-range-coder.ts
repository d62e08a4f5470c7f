import type { ArchiveState } from './archive-state.ts';
import { DamagedArchiveError } from './damage.ts';
import type { Client } from './document-model.ts';
import type { IdCoder } from './id-coder.ts';
import { NumberCoder, SignedCoder } from './numbers.ts';
import { Odds } from './odds.ts';
import { codeFlag, type Side } from './side.ts';
import { type ClientDeletes, MAX_CLOCK } from './update-parts.ts';

type Range = ClientDeletes['ranges'][number];

/**
 * Codes deletes as ranges of ids. They are probably what is deleted already: whoever comes back tells all that they
 * know to be deleted.
 */
export class IdRangeCoder {
  readonly #state: ArchiveState;
  readonly #ids: IdCoder;
  readonly #counts = new NumberCoder({ contexts: 2 });
  readonly #isExpectedClock = new Odds(1);
  readonly #isExpectedLength = new Odds(1);
  readonly #clocks = new SignedCoder();
  readonly #lengths = new NumberCoder();

  constructor(state: ArchiveState, ids: IdCoder) {
    this.#state = state;
    this.#ids = ids;
  }

  /** Codes ranges in whatever order they are. Nothing is deleted yet. */
  code(side: Side, deletes: ClientDeletes[] | null): ClientDeletes[] {
    const count = this.#counts.code(side, 0, deletes?.length ?? 0);
    side.spend(count);
    const coded: ClientDeletes[] = [];
    for (let n = 0; n < count; n++) {
      const wanted = deletes?.[n];
      const client = this.#ids.codeClient(side, null, wanted?.client ?? 0);
      coded.push({ client: client.id, ranges: this.#codeRanges(side, client, wanted?.ranges ?? null) });
    }
    return coded;
  }

  /** Deletes what is visible of these ranges. */
  delete(side: Side, deletes: ClientDeletes[]): void {
    for (const { client, ranges } of deletes)
      for (const range of ranges) this.#deleteRange(side, this.#state.model.clientOf(client), range);
  }

  #codeRanges(side: Side, client: Client, wanted: Range[] | null): Range[] {
    const count = this.#counts.code(side, 1, wanted?.length ?? 0);
    side.spend(count);
    const ranges: Range[] = [];
    let end = 0;
    for (let n = 0; n < count; n++) {
      const range = wanted?.[n] ?? { clock: 0, length: 0 };
      const expected = nextDeleted(side, client, end);
      const isClock = codeFlag(side, this.#isExpectedClock, 0, range.clock === expected.clock);
      const clock = isClock ? expected.clock : end + this.#clocks.code(side, 0, range.clock - end);
      const isLength = codeFlag(side, this.#isExpectedLength, 0, range.length === expected.length);
      const length = isLength ? expected.length : this.#lengths.code(side, 0, range.length);
      if (clock < 0 || clock + length > MAX_CLOCK) throw new DamagedArchiveError('a clock is out of range');
      ranges.push({ clock, length });
      end = clock + length;
    }
    return ranges;
  }

  #deleteRange(side: Side, { items }: Client, range: Range): void {
    const end = range.clock + range.length;
    let item = items.findFrom(range.clock);
    while (item && item.clock < end) {
      side.spend(1);
      const offset = Math.max(0, range.clock - item.clock);
      const length = Math.min(item.length, end - item.clock) - offset;
      const next: number = item.clock + offset + length;
      if (item.isVisible) {
        const { sequence } = item;
        const position = sequence ? sequence.positionOf(item) + offset : 0;
        this.#state.model.deleteItem(item, offset, length);
        if (sequence) this.#state.cursors.shiftByDelete(sequence, position, length);
      }
      item = next < end ? items.findFrom(next) : null;
    }
  }
}

/** How many items are looked at to find what is deleted already. */
const MAX_SEARCH = 1000;

/** The next run of clocks, at or behind `from`, that the document has as deleted. */
function nextDeleted(side: Side, { items }: Client, from: number): Range {
  let looked = 0;
  let item = items.findFrom(from);
  for (; item?.isVisible && looked < MAX_SEARCH; looked++) item = items.findFrom(item.clock + item.length);
  const clock = Math.max(from, item?.clock ?? 0);
  let end = clock + 1;
  for (; item && !item.isVisible && looked < MAX_SEARCH; looked++) {
    end = item.clock + item.length;
    item = items.find(end);
  }
  side.spend(looked);
  return { clock, length: end - clock };
}
