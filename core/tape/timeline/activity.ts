import { countUpTo } from './position-log.ts';
import type { Sources } from './sources.ts';
import type { TextLog } from './text-log.ts';

/** Which stretch of time is counted, in how many equal parts. */
export interface ActivityRange {
  /** Server times in milliseconds; what is at `from` counts, what is at `to` does too. */
  from: number;
  to: number;
  buckets: number;
}

/** Characters that somebody inserted and deleted, one number for each bucket. */
export interface AuthorActivity {
  author: string;
  inserted: number[];
  deleted: number[];
}

/** Most buckets that are counted: a screen has fewer columns. */
export const MAX_ACTIVITY_BUCKETS = 10_000;

/** How much each author wrote when, for a waveform. Throws a RangeError for a number of buckets that is out of range. */
export function computeActivity(
  logs: Iterable<TextLog>,
  times: readonly number[],
  sources: Sources,
  { from, to, buckets }: ActivityRange,
): AuthorActivity[] {
  if (!Number.isInteger(buckets) || buckets < 1 || buckets > MAX_ACTIVITY_BUCKETS)
    throw new RangeError(`Ask for 1 to ${MAX_ACTIVITY_BUCKETS} buckets.`);
  const byAuthor = new Map<string, AuthorActivity>();
  const of = (author: string) => {
    let activity = byAuthor.get(author);
    if (!activity) {
      const zeros = () => new Array<number>(buckets).fill(0);
      activity = { author, inserted: zeros(), deleted: zeros() };
      byAuthor.set(author, activity);
    }
    return activity;
  };
  const width = (to - from) / buckets || 1;
  for (const log of logs) {
    const { positions } = log;
    // the first and last splices in question, by the positions that these times have
    const first = countUpTo(positions, countBefore(times, from));
    const last = countUpTo(positions, countUpTo(times, to));
    for (let n = first; n < last; n++) {
      const at = times[(positions[n] ?? 1) - 1] ?? from;
      const bucket = Math.min(buckets - 1, Math.floor((at - from) / width));
      const inserted = log.inserted[n]?.length ?? 0;
      const deleted = log.deleted[n] ?? 0;
      const actor = sources.authorOf(log.actors[n] ?? -1);
      const writer = inserted > 0 ? sources.requireSource(log.sources[n] ?? 0).author : null;
      if (inserted > 0 && deleted > 0 && actor === null) continue; // a character that was cut in two: nobody typed
      if (writer !== null) count(of(writer).inserted, bucket, inserted);
      if (deleted > 0 && actor !== null) count(of(actor).deleted, bucket, deleted);
    }
  }
  return [...byAuthor.values()].sort((a, b) => (a.author < b.author ? -1 : 1));
}

function count(buckets: number[], bucket: number, characters: number): void {
  buckets[bucket] = (buckets[bucket] ?? 0) + characters;
}

/** How many of these ascending times are before this one. */
function countBefore(times: readonly number[], time: number): number {
  let low = 0;
  for (let high = times.length; low < high; ) {
    const middle = (low + high) >>> 1;
    if ((times[middle] ?? 0) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}
