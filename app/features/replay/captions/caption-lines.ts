import type { TapeSpeech } from '../tape/tape-protocol.ts';
import { type Piece, placeWords, speechesAt, wordAt } from '../transcript/spoken.ts';

/** Longest piece of an utterance that is shown at once, in characters: two lines for one speaker, one for each of two. */
const LONGEST = 110;
const LONGEST_OF_TWO = 56;
const MAX_SPEAKERS = 2;

/** A line of the captions. */
export interface Caption {
  speech: TapeSpeech;
  text: string;
}

/** What is spoken at this moment, at most by two people: the part of each utterance that is heard right now. */
export function captionsAt(speeches: readonly TapeSpeech[], atMs: number): Caption[] {
  const speaking = speechesAt(speeches, atMs).slice(-MAX_SPEAKERS);
  const longest = speaking.length > 1 ? LONGEST_OF_TWO : LONGEST;
  return speaking.map((speech) => {
    const place = placeAt(speech, atMs);
    const pieces = splitText(speech.text, longest);
    const piece = pieces.find(({ to }) => place < to) ?? pieces.at(-1);
    return { speech, text: piece ? speech.text.slice(piece.from, piece.to).trim() : '' };
  });
}

/** Where in the text one is: by its words, else as if all of it were spoken at one pace. */
function placeAt({ text, words, from, to }: TapeSpeech, atMs: number): number {
  const word = placeWords(text, words)
    .slice(0, wordAt(words, atMs - from) + 1)
    .findLast((piece) => piece !== null);
  if (word) return word.from;
  if (words.length > 0) return 0;
  return ((atMs - from) / Math.max(1, to - from)) * text.length;
}

/** The text in pieces of at most this length, cut between words, and rather where a sentence ends. */
export function splitText(text: string, longest: number): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  while (text.length - from > longest) {
    const part = text.slice(from, from + longest);
    const sentence = Math.max(...['. ', '? ', '! '].map((end) => part.lastIndexOf(end) + 1));
    const space = part.lastIndexOf(' ');
    const length = sentence > longest / 2 ? sentence : space > 0 ? space : longest;
    pieces.push({ from, to: from + length });
    from += length;
  }
  pieces.push({ from, to: text.length });
  return pieces;
}
