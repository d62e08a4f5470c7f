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

/** Codes positions as one of the author's places, or else by the distance from the latest of them. */
export class PositionCoder {
  readonly #state: ArchiveState;
  readonly #choices = new Odds(POSITION_CONTEXTS << CHOICE_BITS);
  readonly #distances = new SignedCoder({ contexts: POSITION_CONTEXTS });
  readonly #sequences = new NumberCoder();
  readonly #positions = new NumberCoder();

  constructor(state: ArchiveState) {
    this.#state = state;
  }

  /** Codes a position; `context` is below `POSITION_CONTEXTS`. */
  code(side: Side, author: number, context: number, wanted: Cursor | null): CodedPosition {
    const places = this.#state.cursors.of(author);
    const choice = codeSymbol(
      side,
      this.#choices,
      context << CHOICE_BITS,
      CHOICE_BITS,
      wanted ? choose(places, wanted) : 0,
    );
    if (choice < MAX_PLACES) {
      const place = places[choice];
      if (!place) throw new DamagedArchiveError('a place is unknown');
      return { sequence: place.sequence, position: place.position, from: choice };
    }
    const coded =
      choice === NEARBY ? this.#codeNearby(side, author, context, wanted) : this.#codeElsewhere(side, wanted);
    if (coded.position < 0 || coded.position > coded.sequence.visibleLength)
      throw new DamagedArchiveError('a position is out of range');
    return { ...coded, from: -1 };
  }

  #codeNearby(side: Side, author: number, context: number, wanted: Cursor | null): Cursor {
    const place = this.#state.cursors.of(author)[0];
    if (!place) throw new DamagedArchiveError('a place is unknown');
    const distance = this.#distances.code(side, context, wanted ? wanted.position - place.position : 0);
    return { sequence: place.sequence, position: place.position + distance };
  }

  #codeElsewhere(side: Side, wanted: Cursor | null): Cursor {
    const index = this.#sequences.code(side, 0, wanted?.sequence.index ?? 0);
    const sequence = this.#state.model.sequences[index];
    if (!sequence) throw new DamagedArchiveError('a text is unknown');
    return { sequence, position: this.#positions.code(side, 0, wanted?.position ?? 0) };
  }
}

/** Situations that are told apart. */
export const POSITION_CONTEXTS = 5;

/** Which of these places this is, -1 for none. */
export function placeIndex(places: readonly Cursor[], { sequence, position }: Cursor): number {
  for (let n = 0; n < places.length; n++) {
    const place = places[n] as Cursor;
    if (place.position === position && place.sequence === sequence) return n;
  }
  return -1;
}

const CHOICE_BITS = 4;
const NEARBY = MAX_PLACES;
const ELSEWHERE = MAX_PLACES + 1;

function choose(places: readonly Cursor[], wanted: Cursor): number {
  const index = placeIndex(places, wanted);
  if (index >= 0) return index;
  return places[0]?.sequence === wanted.sequence ? NEARBY : ELSEWHERE;
}
