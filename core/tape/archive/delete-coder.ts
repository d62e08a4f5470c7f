import type { ArchiveState } from './archive-state.ts';
import type { Cursor } from './cursors.ts';
import { DamagedArchiveError } from './damage.ts';
import type { Client } from './document-model.ts';
import type { IdCoder } from './id-coder.ts';
import { NumberCoder, SignedCoder } from './numbers.ts';
import { Odds } from './odds.ts';
import { type PositionCoder, placeIndex } from './position-coder.ts';
import { codeFlag, type Side } from './side.ts';
import type { ClientDeletes } from './update-parts.ts';

/** Visible characters that go, of one sequence and without a gap. */
export interface Stretch extends Cursor {
  length: number;
}

/**
 * Codes what an update deletes: as stretches of visible text where it is that and nothing else, and otherwise (what
 * was deleted before, what is not known yet) as ranges of ids.
 */
export class DeleteCoder {
  readonly #state: ArchiveState;
  readonly #ids: IdCoder;
  readonly #positions: PositionCoder;
  readonly #isStretches = new Odds(1);
  readonly #counts = new NumberCoder({ contexts: 3 });
  readonly #lengths = new NumberCoder({ contexts: 2 });
  readonly #isBackwards = new Odds(2);
  readonly #isExpected = new Odds(2);
  readonly #clocks = new SignedCoder();

  constructor(state: ArchiveState, ids: IdCoder, positions: PositionCoder) {
    this.#state = state;
    this.#ids = ids;
    this.#positions = positions;
  }

  /** Codes deletes and, where they are stretches, applies them: ranges wait for `deleteRanges`. */
  code(
    side: Side,
    author: number,
    deletes: ClientDeletes[] | null,
  ): { deletes: ClientDeletes[]; isApplied: boolean } {
    const stretches = deletes && this.stretchesOf(deletes);
    if (!codeFlag(side, this.#isStretches, 0, stretches !== null))
      return { deletes: this.#codeRanges(side, deletes), isApplied: false };
    const count = this.#counts.code(side, 0, stretches?.length ?? 0);
    side.spend(count);
    const deleted: Deleted[] = [];
    for (let n = 0; n < count; n++) this.#codeStretch(side, author, n > 0, stretches?.[n] ?? null, deleted);
    return { deletes: toClientDeletes(deleted), isApplied: true };
  }

  /** Deletes visible text that its author had at `from`; returns it as an update says it. */
  deleteStretch(author: number, from: number, { sequence, position, length }: Stretch): Deleted[] {
    const deleted = this.#state.model.deleteAt(sequence, position, length);
    this.#state.deleted(author, from, sequence, position, length);
    return deleted;
  }

  /** Deletes what is visible of these ranges. */
  deleteRanges(side: Side, deletes: ClientDeletes[]): void {
    for (const { client: id, ranges } of deletes) {
      const { items } = this.#state.model.clientOf(id);
      for (const range of ranges) {
        const end = range.clock + range.length;
        for (let item = items.findFrom(range.clock); item && item.clock < end; ) {
          side.spend(1);
          const offset = Math.max(0, range.clock - item.clock);
          const length = Math.min(item.length, end - item.clock) - offset;
          const next = item.clock + offset + length;
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
  }

  /** The stretches, in order, whose deletion is exactly this, each as it is after those before it; null for none. */
  stretchesOf(deletes: ClientDeletes[]): Stretch[] | null {
    if (!areInOrder(deletes)) return null;
    const pieces: Stretch[] = [];
    for (const { client, ranges } of deletes) {
      for (const range of ranges) {
        const end = range.clock + range.length;
        for (let clock = range.clock; clock < end; ) {
          const place = this.#state.model.find({ client, clock });
          if (!place?.item.isVisible || !place.item.sequence) return null;
          const { item, offset } = place;
          const length = Math.min(item.length - offset, end - clock);
          pieces.push({
            sequence: place.item.sequence,
            position: place.item.sequence.positionOf(item) + offset,
            length,
          });
          clock += length;
        }
      }
    }
    return join(pieces);
  }

  #codeStretch(
    side: Side,
    author: number,
    isFurther: boolean,
    wanted: Stretch | null,
    deleted: Deleted[],
  ): void {
    const context = isFurther ? 1 : 0;
    const length = this.#lengths.code(side, context, wanted ? wanted.length - 1 : 0) + 1;
    const isBackwards = codeFlag(
      side,
      this.#isBackwards,
      context,
      wanted !== null && this.#isBackwardsBest(author, wanted),
    );
    const anchor = wanted && {
      sequence: wanted.sequence,
      position: wanted.position + (isBackwards ? length : 0),
    };
    const {
      sequence,
      position: anchored,
      from,
    } = this.#positions.code(side, author, isBackwards ? 1 : 2, anchor);
    const position = isBackwards ? anchored - length : anchored;
    if (position < 0 || position + length > sequence.visibleLength)
      throw new DamagedArchiveError('a deletion is out of range');
    for (const one of this.deleteStretch(author, from, { sequence, position, length })) deleted.push(one);
  }

  /** Whether the author's places tell the end of this stretch rather than its start. */
  #isBackwardsBest(author: number, { sequence, position, length }: Stretch): boolean {
    const places = this.#state.cursors.of(author);
    const end = placeIndex(places, { sequence, position: position + length });
    const start = placeIndex(places, { sequence, position });
    return end >= 0 && (start < 0 || end <= start);
  }

  #codeRanges(side: Side, deletes: ClientDeletes[] | null): ClientDeletes[] {
    const count = this.#counts.code(side, 1, deletes?.length ?? 0);
    side.spend(count);
    const coded: ClientDeletes[] = [];
    for (let n = 0; n < count; n++) {
      const given = deletes?.[n];
      const client = this.#ids.codeClient(side, null, given?.client ?? 0);
      const ranges = this.#counts.code(side, 2, given?.ranges.length ?? 0);
      side.spend(ranges);
      coded.push({ client: client.id, ranges: this.#codeClientRanges(side, client, ranges, given?.ranges) });
    }
    return coded;
  }

  /** Ranges are probably what is deleted already: whoever comes back tells all that they know to be deleted. */
  #codeClientRanges(
    side: Side,
    client: Client,
    count: number,
    given?: ClientDeletes['ranges'],
  ): ClientDeletes['ranges'] {
    const ranges: ClientDeletes['ranges'] = [];
    let end = 0;
    for (let n = 0; n < count; n++) {
      const range = given?.[n] ?? { clock: 0, length: 0 };
      const expected = this.#nextDeleted(side, client, end);
      const isClock = codeFlag(side, this.#isExpected, 0, range.clock === expected.clock);
      const clock = isClock ? expected.clock : end + this.#clocks.code(side, 0, range.clock - end);
      const isLength = codeFlag(side, this.#isExpected, 1, range.length === expected.length);
      const length = isLength ? expected.length : this.#lengths.code(side, 0, range.length);
      if (clock < 0) throw new DamagedArchiveError('a clock is out of range');
      ranges.push({ clock, length });
      end = clock + length;
    }
    return ranges;
  }

  /** The next run of clocks, at or behind `from`, that the document has as deleted. */
  #nextDeleted(side: Side, { items }: Client, from: number): { clock: number; length: number } {
    let item = items.findFrom(from);
    while (item?.isVisible) {
      side.spend(1);
      item = items.findFrom(item.clock + item.length);
    }
    if (!item) return { clock: from, length: 1 };
    const clock = Math.max(from, item.clock);
    let end = item.clock + item.length;
    for (let next = items.find(end); next && !next.isVisible; next = items.find(end)) {
      side.spend(1);
      end = next.clock + next.length;
    }
    return { clock, length: end - clock };
  }
}

export interface Deleted {
  client: Client;
  clock: number;
  length: number;
}

/** As Yjs writes it: the highest client first, clocks in order, neighbours joined. */
export function toClientDeletes(deleted: Deleted[]): ClientDeletes[] {
  deleted.sort((a, b) => b.client.id - a.client.id || a.clock - b.clock);
  const deletes: ClientDeletes[] = [];
  for (const { client, clock, length } of deleted) {
    const last = deletes.at(-1);
    const range = last?.client === client.id ? last.ranges.at(-1) : null;
    if (range && range.clock + range.length === clock) range.length += length;
    else if (range) last?.ranges.push({ clock, length });
    else deletes.push({ client: client.id, ranges: [{ clock, length }] });
  }
  return deletes;
}

/** Whether `toClientDeletes` would write it like this. */
function areInOrder(deletes: ClientDeletes[]): boolean {
  let client = Number.POSITIVE_INFINITY;
  for (const one of deletes) {
    if (one.client >= client || one.ranges.length === 0) return false;
    client = one.client;
    let end = -1;
    for (const { clock, length } of one.ranges) {
      if (clock <= end || length === 0) return false;
      end = clock + length;
    }
  }
  return true;
}

function join(pieces: Stretch[]): Stretch[] {
  pieces.sort((a, b) => a.sequence.index - b.sequence.index || a.position - b.position);
  const stretches: Stretch[] = [];
  let gone = 0;
  for (const { sequence, position, length } of pieces) {
    const last = stretches.at(-1);
    if (last?.sequence !== sequence) gone = 0;
    if (last?.sequence === sequence && last.position === position - gone) last.length += length;
    else stretches.push({ sequence, position: position - gone, length });
    gone += length;
  }
  return stretches;
}
