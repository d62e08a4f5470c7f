import { expect, test } from 'vitest';
import { makeSpeech } from './fake-speech.ts';
import { placeWords, speechesAt, wordAt } from './spoken.ts';

test('those speak whose utterances cover the moment', () => {
  const speeches = [makeSpeech(0, 2000), makeSpeech(1000, 3000), makeSpeech(5000, 6000)];
  const countAt = (atMs: number) => speechesAt(speeches, atMs).length;
  expect([countAt(0), countAt(1500), countAt(2000), countAt(4000), countAt(5999)]).toEqual([1, 2, 1, 0, 1]);
});

test('words are found in the text in their order, around what is written otherwise', () => {
  const word = (text: string) => ({ text, from: 0, to: 0 });
  expect(placeWords('the map, the end', [' the', 'map', 'ten', 'the', 'end'].map(word))).toEqual([
    { from: 0, to: 3 },
    { from: 4, to: 7 },
    null,
    { from: 9, to: 12 },
    { from: 13, to: 16 },
  ]);
});

test('a word counts as spoken until the next one begins', () => {
  const { words } = makeSpeech(0, 2000, { text: 'a hash map' });
  expect(words.map(({ from }) => from)).toEqual([0, 667, 1333]);
  expect([wordAt(words, -1), wordAt(words, 0), wordAt(words, 700), wordAt(words, 9000)]).toEqual([
    -1, 0, 1, 2,
  ]);
});
