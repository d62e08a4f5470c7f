import type { ArchiveState } from './archive-state.ts';
import type { Cursor } from './cursors.ts';
import { DamagedArchiveError } from './damage.ts';
import type { DeletedIds } from './document-model.ts';
import { NumberCoder } from './numbers.ts';
import { Odds } from './odds.ts';
import { POSITION_OF, type PositionCoder, placeIndex } from './position-coder.ts';
import { codeFlag, type Side } from './side.ts';
import type { ClientDeletes } from './update-parts.ts';

/** Visible characters that go, of one sequence and without a gap. */
export interface Stretch extends Cursor {
  length: number;
}

/** Codes deletes as stretches of visible text, told by where their author was. */
export class StretchCoder {
  readonly #state: ArchiveState;
  readonly #positions: PositionCoder;
  readonly #counts = new NumberCoder();
  readonly #lengths = new NumberCoder({ contexts: 2 });
  readonly #isBackwards = new Odds(2);

  constructor(state: ArchiveState, positions: PositionCoder) {
    this.#state = state;
    this.#positions = positions;
  }

  /** The stretches, in order, whose deletion is exactly this, each as it is after those before it; null for none. */
  find(deletes: ClientDeletes[]): Stretch[] | null {
    if (!areInOrder(deletes)) return null;
    const pieces: Stretch[] = [];
    for (const { client, ranges } of deletes) {
      for (const range of ranges) {
        const end = range.clock + range.length;
        for (let clock = range.clock; clock < end; ) {
          const place = this.#state.model.find({ client, clock });
          const sequence = place?.item.isVisible ? place.item.sequence : null;
          if (!place || !sequence) return null;
          const length = Math.min(place.item.length - place.offset, end - clock);
          pieces.push({ sequence, position: sequence.positionOf(place.item) + place.offset, length });
          clock += length;
        }
      }
    }
    return join(pieces);
  }

  /** Codes stretches, deletes them, and returns them as an update says it. */
  code(side: Side, author: number, stretches: Stretch[] | null): ClientDeletes[] {
    const count = this.#counts.code(side, 0, stretches?.length ?? 0);
    side.spend(count);
    const deleted: DeletedIds[] = [];
    for (let n = 0; n < count; n++) {
      const { stretch, from } = this.#codeOne(side, author, n === 0 ? 0 : 1, stretches?.[n] ?? null);
      for (const ids of this.delete(author, from, stretch)) deleted.push(ids);
    }
    return toClientDeletes(deleted);
  }

  /** Deletes a stretch that its author had at their place `from`. */
  delete(author: number, from: number, { sequence, position, length }: Stretch): DeletedIds[] {
    if (position < 0 || position + length > sequence.visibleLength)
      throw new DamagedArchiveError('a deletion is out of range');
    const deleted = this.#state.model.deleteAt(sequence, position, length);
    this.#state.deleted(author, from, sequence, position, length);
    return deleted;
  }

  #codeOne(
    side: Side,
    author: number,
    context: number,
    wanted: Stretch | null,
  ): { stretch: Stretch; from: number } {
    const length = this.#lengths.code(side, context, wanted ? wanted.length - 1 : 0) + 1;
    const isBest = wanted !== null && this.#isToldByEnd(author, wanted);
    const before = codeFlag(side, this.#isBackwards, context, isBest) ? length : 0;
    const anchor = wanted && { sequence: wanted.sequence, position: wanted.position + before };
    const situation = before ? POSITION_OF.deletedEnd : POSITION_OF.deletedStart;
    const { sequence, position, from } = this.#positions.code(side, author, situation, anchor);
    return { stretch: { sequence, position: position - before, length }, from };
  }

  /** Whether the author's places tell the end of this stretch rather than its start. */
  #isToldByEnd(author: number, { sequence, position, length }: Stretch): boolean {
    const places = this.#state.cursors.of(author);
    const end = placeIndex(places, { sequence, position: position + length });
    const start = placeIndex(places, { sequence, position });
    return end >= 0 && (start < 0 || end <= start);
  }
}

/** As Yjs writes it: the highest client first, clocks in order, neighbours joined. */
export function toClientDeletes(deleted: DeletedIds[]): ClientDeletes[] {
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
