import { expect, test } from 'vitest';
import { makeSpeech } from '../transcript/fake-speech.ts';
import { captionsAt, splitText } from './caption-lines.ts';

const LONG = `${'alpha beta gamma delta '.repeat(4)}end. ${'one two three four five '.repeat(5)}stop`;

test('a short utterance is shown whole, and nothing while nobody speaks', () => {
  const speeches = [makeSpeech(1000, 3000, { text: 'I would use a hash map' })];
  expect(captionsAt(speeches, 999)).toEqual([]);
  expect(captionsAt(speeches, 1000).map(({ text }) => text)).toEqual(['I would use a hash map']);
  expect(captionsAt(speeches, 3000)).toEqual([]);
});

test('of a long one the part is shown that is spoken, by its words or else by its pace', () => {
  for (const part of [{}, { words: [] }]) {
    const speech = makeSpeech(0, 60_000, { text: LONG, ...part });
    const textAt = (atMs: number) => captionsAt([speech], atMs)[0]?.text ?? '';
    expect(textAt(0)).toMatch(/^alpha .* end\.$/);
    expect(textAt(59_900)).toMatch(/stop$/);
    expect(textAt(30_000).length).toBeLessThanOrEqual(110);
  }
});

test('of three who speak at once those are shown who began last', () => {
  const speeches = ['a', 'b', 'c'].map((text, n) => makeSpeech(n, 1000, { text }));
  expect(captionsAt(speeches, 500).map(({ text }) => text)).toEqual(['b', 'c']);
});

test('pieces are cut between words where there are any, and lose nothing', () => {
  for (const text of [LONG, 'x'.repeat(300), '', 'a '.repeat(200)]) {
    const pieces = splitText(text, 110);
    expect(pieces.map(({ from, to }) => text.slice(from, to)).join('')).toBe(text);
    expect(pieces.every(({ from, to }) => to - from <= 110)).toBe(true);
  }
});
