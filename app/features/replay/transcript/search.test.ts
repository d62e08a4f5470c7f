import { expect, test } from 'vitest';
import { makeSpeech } from './fake-speech.ts';
import { findMatches, stepMatch } from './search.ts';

test('a search finds every place whatever the case, and takes signs as they are', () => {
  const speeches = [
    makeSpeech(0, 1, { id: 'a', text: 'Is it O(n)? It is.' }),
    makeSpeech(1, 2, { id: 'b', text: 'İt is o(n) now' }),
  ];
  expect(findMatches(speeches, ' it ')).toEqual([
    { speechId: 'a', from: 3, to: 5 },
    { speechId: 'a', from: 12, to: 14 },
  ]);
  expect(findMatches(speeches, 'o(N)').map(({ speechId, from }) => [speechId, from])).toEqual([
    ['a', 6],
    ['b', 6],
  ]);
  expect(findMatches(speeches, '  ')).toEqual([]);
});

test('matches are walked through around the ends', () => {
  expect([stepMatch(-1, 3, 1), stepMatch(2, 3, 1), stepMatch(0, 3, -1), stepMatch(-1, 3, -1)]).toEqual([
    0, 0, 2, 2,
  ]);
  expect(stepMatch(-1, 0, 1)).toBe(-1);
});
