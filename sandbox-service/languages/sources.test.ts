import { expect, test } from 'vitest';
import { asArgument, blankComments, listNeighbours, stripComments } from './sources.ts';

const files = ['main.c', 'a.c', 'b.h', 'lib/c.c', 'other/main.c'].map((path) => ({ path, text: '' }));
const list = (entry: string) => listNeighbours({ entry, files }, ['.c']).map(({ path }) => path);

test('finds the sources beside and below the entry', () => {
  expect(list('main.c')).toEqual(['a.c', 'lib/c.c', 'other/main.c']);
  expect(list('other/main.c')).toEqual([]);
});

test('reads code without comments and text', () => {
  expect(stripComments('a // int main()\n/* main( */ "main(\\"" \'"\' b')).toBe('a  \n  "" \'\' b');
});

test('ends an unfinished comment with the text, an unfinished string with its line', () => {
  expect(stripComments('a "b\nc "d\\')).toBe('a ""\nc ""');
  expect(stripComments('a "b\\\nc" d /* e\nf')).toBe('a "" d  ');
});

test('blanks comments and texts in their places', () => {
  expect(blankComments('a // b\n/* c\n */ "d" e')).toBe('a     \n    \n        e');
});

test.each(['/* ', '\\"', "\\'", '"\\'])('a file of %j takes no time', (unit) => {
  const startedAt = performance.now();
  stripComments(unit.repeat(100_000));
  expect(performance.now() - startedAt).toBeLessThan(2000);
});

test('keeps a file name from being read as an option', () => {
  expect(['-x.c', '@x.c', 'x.c'].map(asArgument)).toEqual(['./-x.c', './@x.c', 'x.c']);
});
