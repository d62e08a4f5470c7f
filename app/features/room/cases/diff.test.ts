import { expect, test } from 'vitest';
import { diffTexts } from './diff.ts';

/** `-` expected, `+` came; what differs within a line in brackets. */
const show = (expected: string, actual: string) =>
  diffTexts(expected, actual).map(
    ({ kind, pieces }) =>
      ({ same: ' ', missing: '-', extra: '+' })[kind] +
      pieces
        .map((piece) => (piece.kind === 'same' || kind === 'same' ? piece.text : `[${piece.text}]`))
        .join(''),
  );

test('one value against another: the words that differ are told', () => {
  expect(show('[true,false]', '[true,true]')).toEqual(['-[true,[false]]', '+[true,[true]]']);
  expect(show('[0,1,2,3]', '[0,1,3,3]')).toEqual(['-[0,1,[2],3]', '+[0,1,[3],3]']);
});

test('one word against another: the characters that differ are told', () => {
  expect(show('hello', 'helo')).toEqual(['-hel[l]o', '+helo']);
});

test('texts with nothing in common are marked as wholes', () => {
  expect(show('true', 'null')).toEqual(['-[true]', '+[null]']);
});

test('of printed lines, those that agree stay in place', () => {
  expect(show('1\n2\n3\n', '1\n22\n3\n4\n')).toEqual([' 1', '-2', '+2[2]', ' 3', '+[4]']);
});

test('lines that are missing are told', () => {
  expect(show('a\nb\nc', 'c')).toEqual(['-[a]', '-[b]', ' c']);
});

test('no output at all is every expected line missing', () => {
  expect(show('a\n', '')).toEqual(['-[a]']);
});

test('equal texts have no difference, whatever their line ends', () => {
  expect(show('a\r\nb\n', 'a\nb')).toEqual([' a', ' b']);
});

test('long texts are compared as wholes, and soon', () => {
  const long = (word: string) => Array.from({ length: 2000 }, (_, n) => `${word}${n}`).join('\n');
  expect(diffTexts(long('a'), long('b'))).toHaveLength(4000);
});

test('signs outside of the basic plane stay whole', () => {
  expect(show('ab😀cd', 'ab😁cd')).toEqual(['-ab[😀]cd', '+ab[😁]cd']);
});
