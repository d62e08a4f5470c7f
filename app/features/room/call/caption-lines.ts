import type { RoomRole } from '#core/roles.ts';
import type { Utterance } from '#core/speech.ts';

/** How long words stay after they came. Milliseconds. */
const CAPTION_TIME = 6000;
/** The last of that time, in which they fade. */
const FADE_TIME = 500;
/** Words that were said longer ago than this are history that a page was told when it came in. */
const MAX_AGE = 30_000;
/** Speakers at once: more would cover the code. */
const MAX_LINES = 2;

export interface CaptionLine {
  id: string;
  name: string;
  role: RoomRole;
  colour: number;
  text: string;
  isFading: boolean;
}

/** When each utterance came to this page: what writes speech down takes its time. */
export type Arrivals = ReadonlyMap<string, number>;

/** The arrivals with those that are new now. */
export function noteArrivals(known: Arrivals, speeches: readonly Utterance[], now: number): Arrivals {
  return new Map(speeches.map(({ id }) => [id, known.get(id) ?? now]));
}

/** What stands below the code at this moment, oldest first; what the AI is saying comes last. `now` is the room's clock. */
export function captionLines(
  speeches: readonly Utterance[],
  arrivals: Arrivals,
  spoken: CaptionLine | null,
  now: number,
): CaptionLine[] {
  const ageOf = (id: string) => now - (arrivals.get(id) ?? now);
  const lately = speeches
    .filter(({ id, endedAt }) => ageOf(id) < CAPTION_TIME && now - endedAt < MAX_AGE)
    .map(({ id, name, role, colour, text }) => ({
      id,
      name,
      role,
      colour,
      text,
      isFading: ageOf(id) > CAPTION_TIME - FADE_TIME,
    }));
  return [...lately, ...(spoken ? [spoken] : [])].slice(-MAX_LINES);
}
