import { expect, test } from 'vitest';
import { asArgument, listNeighbours, stripComments } from './sources.ts';

const files = ['main.c', 'a.c', 'b.h', 'lib/c.c', 'other/main.c'].map((path) => ({ path, text: '' }));
const list = (entry: string) => listNeighbours({ entry, files }, ['.c']).map(({ path }) => path);

test('finds the sources beside and below the entry', () => {
  expect(list('main.c')).toEqual(['a.c', 'lib/c.c', 'other/main.c']);
  expect(list('other/main.c')).toEqual([]);
});

test('reads code without comments and text', () => {
  expect(stripComments('a // int main()\n/* main( */ "main(\\"" \'"\' b')).toBe('a  \n  "" \'\' b');
});

test('keeps a file name from being read as an option', () => {
  expect(['-x.c', '@x.c', 'x.c'].map(asArgument)).toEqual(['./-x.c', './@x.c', 'x.c']);
});
