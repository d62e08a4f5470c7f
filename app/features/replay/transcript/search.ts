import type { TapeSpeech } from '../tape/tape-protocol.ts';
import type { Piece } from './spoken.ts';

/** A place where what is searched for was said. */
export interface Match extends Piece {
  speechId: string;
}

/** Every place where this was said, in order, whatever the case. */
export function findMatches(speeches: readonly TapeSpeech[], query: string): Match[] {
  const wanted = query.trim();
  if (!wanted) return [];
  const pattern = new RegExp(wanted.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'), 'giu');
  return speeches.flatMap(({ id, text }) =>
    [...text.matchAll(pattern)].map(({ index, 0: found }) => ({
      speechId: id,
      from: index,
      to: index + found.length,
    })),
  );
}

/** The same by utterance. */
export function groupMatches(matches: readonly Match[]): Map<string, Match[]> {
  const groups = new Map<string, Match[]>();
  for (const match of matches) {
    const group = groups.get(match.speechId);
    if (group) group.push(match);
    else groups.set(match.speechId, [match]);
  }
  return groups;
}

/** The match after or before this one, around the ends; from none the first or last. -1 where there is none. */
export function stepMatch(index: number, count: number, direction: 1 | -1): number {
  if (count === 0) return -1;
  if (index < 0) return direction === 1 ? 0 : count - 1;
  return (index + direction + count) % count;
}
