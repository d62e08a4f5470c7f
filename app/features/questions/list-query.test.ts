import { expect, test } from 'vitest';
import { isNarrowed, parseQuestionQuery, questionListPath } from './list-query.ts';

const read = (text: string) => parseQuestionQuery(new URLSearchParams(text));

test('an address without a query shows what is asked, of everybody', () => {
  expect(read('')).toEqual({
    q: '',
    of: 'all',
    kind: '',
    difficulty: '',
    tag: '',
    state: 'asked',
    page: 1,
  });
  expect(isNarrowed(read(''))).toBe(false);
});

test('what is unknown reads as the default', () => {
  expect(read('of=theirs&kind=x&difficulty=&tag=%2A&state=gone&page=-1')).toEqual(read(''));
});

test('an address says only what is not the default, and leads to the first page again', () => {
  const query = read('q=sum&of=library&page=3');
  expect(questionListPath(query, { tag: 'c++' })).toBe('/questions?q=sum&of=library&tag=c%2B%2B');
  expect(questionListPath(query, { page: 4 })).toBe('/questions?q=sum&of=library&page=4');
  expect(questionListPath(query, { q: '', of: 'all' })).toBe('/questions');
  expect(read('tag=c%2B%2B').tag).toBe('c++');
});
