import type { ArchiveState } from './archive-state.ts';
import { type Cursor, MAX_PLACES } from './cursors.ts';
import { DamagedArchiveError } from './damage.ts';
import { NumberCoder, SignedCoder } from './numbers.ts';
import { Odds } from './odds.ts';
import { codeSymbol, type Side } from './side.ts';

/** A position, and by which of the author's places it was told (-1: by none). */
export interface CodedPosition extends Cursor {
  from: number;
}

/**
 * Codes positions as one of the author's places or the one where anybody edited last, or else by the distance from
 * one of these.
 */
export class PositionCoder {
  readonly #state: ArchiveState;
  readonly #choices = new Odds(SITUATIONS << CHOICE_BITS);
  readonly #distances = new SignedCoder({ contexts: SITUATIONS * 2 });
  readonly #sequences = new NumberCoder();
  readonly #positions = new NumberCoder();

  constructor(state: ArchiveState) {
    this.#state = state;
  }

  /** Codes a position; `context` is of `POSITION_OF`. */
  code(side: Side, author: number, context: number, wanted: Cursor | null): CodedPosition {
    const { cursors } = this.#state;
    const places = cursors.of(author);
    const wantedChoice = wanted ? choose(places, cursors.last, wanted) : 0;
    const choice = codeSymbol(side, this.#choices, context << CHOICE_BITS, CHOICE_BITS, wantedChoice);
    if (choice === CHOICE.elsewhere) return this.#check(this.#codeElsewhere(side, wanted));
    const isOfLast = choice === CHOICE.last || choice === CHOICE.nearLast;
    const place = isOfLast ? cursors.last : places[choice === CHOICE.near ? 0 : choice];
    if (!place) throw new DamagedArchiveError('a place is unknown');
    const { sequence, position } = place;
    if (choice !== CHOICE.near && choice !== CHOICE.nearLast)
      return { sequence, position, from: isOfLast ? -1 : choice };
    const situation = isOfLast ? context + SITUATIONS : context;
    const distance = this.#distances.code(side, situation, wanted ? wanted.position - position : 0);
    return this.#check({ sequence, position: position + distance });
  }

  #check({ sequence, position }: Cursor): CodedPosition {
    if (position < 0 || position > sequence.visibleLength)
      throw new DamagedArchiveError('a position is out of range');
    return { sequence, position, from: -1 };
  }

  #codeElsewhere(side: Side, wanted: Cursor | null): Cursor {
    const index = this.#sequences.code(side, 0, wanted?.sequence.index ?? 0);
    const sequence = this.#state.model.sequences[index];
    if (!sequence) throw new DamagedArchiveError('a text is unknown');
    return { sequence, position: this.#positions.code(side, 0, wanted?.position ?? 0) };
  }
}

/** Situations that are told apart: what is at the position. */
export const POSITION_OF = { deletedEnd: 0, deletedStart: 1, inserted: 2, selected: 3 } as const;

const SITUATIONS = 4;

/** Which of these places this is, -1 for none. */
export function placeIndex(places: readonly Cursor[], { sequence, position }: Cursor): number {
  for (let n = 0; n < places.length; n++) {
    const place = places[n] as Cursor;
    if (place.position === position && place.sequence === sequence) return n;
  }
  return -1;
}

/** Numbers below `MAX_PLACES` are the author's places. */
const CHOICE = {
  near: MAX_PLACES,
  elsewhere: MAX_PLACES + 1,
  last: MAX_PLACES + 2,
  nearLast: MAX_PLACES + 3,
} as const;
const CHOICE_BITS = 4;

function choose(places: readonly Cursor[], last: Cursor | null, wanted: Cursor): number {
  const index = placeIndex(places, wanted);
  if (index >= 0) return index;
  const fromOwn = distanceTo(places[0] ?? null, wanted);
  const fromLast = distanceTo(last, wanted);
  if (fromLast === 0) return CHOICE.last;
  if (fromLast < fromOwn) return CHOICE.nearLast;
  return fromOwn < Number.POSITIVE_INFINITY ? CHOICE.near : CHOICE.elsewhere;
}

function distanceTo(place: Cursor | null, { sequence, position }: Cursor): number {
  return place?.sequence === sequence ? Math.abs(position - place.position) : Number.POSITIVE_INFINITY;
}
