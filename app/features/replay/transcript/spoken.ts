import type { SpokenWord } from '#core/speech.ts';
import type { TapeSpeech } from '../tape/tape-protocol.ts';

/** A piece of a text: UTF-16 offsets. */
export interface Piece {
  from: number;
  to: number;
}

/** Whoever speaks at this moment, in the order in which they began. Times are milliseconds since the start. */
export function speechesAt(speeches: readonly TapeSpeech[], atMs: number): TapeSpeech[] {
  return speeches.filter(({ from, to }) => from <= atMs && atMs < to);
}

/** Where each word stands in the text; null for those that are written otherwise there. */
export function placeWords(text: string, words: readonly SpokenWord[]): (Piece | null)[] {
  let after = 0;
  return words.map((word) => {
    const own = word.text.trim();
    const from = own ? text.indexOf(own, after) : -1;
    if (from === -1) return null;
    after = from + own.length;
    return { from, to: after };
  });
}

/** The word that is spoken so long after the utterance began, or was last; -1 before the first. */
export function wordAt(words: readonly SpokenWord[], sinceMs: number): number {
  return words.findLastIndex(({ from }) => from <= sinceMs);
}
