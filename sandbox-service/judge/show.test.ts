import { expect, test } from 'vitest';
import { MAX_CASE_TEXT } from '#core/limits.ts';
import { parseLooseJson } from './json.ts';
import { cutText, showArguments, showValue } from './show.ts';

test('a short value is one line of JSON with its keys in order', () => {
  expect(showValue({ b: [1, 2.5], a: null })).toBe('{"a":null,"b":[1,2.5]}');
  expect(showArguments([[2, 7], 'x', true])).toBe('[2,7], "x", true');
});

test('a long list has a line for each element, so that one differing element is one differing line', () => {
  const list = Array.from({ length: 60 }, (_, i) => i * 1000);
  const lines = showValue(list).split('\n');
  expect(lines).toHaveLength(62);
  expect(lines[1]).toBe('  0,');
});

test('NaN and Infinity are shown as what they are, and read as what programs write', () => {
  const value = parseLooseJson('{"a":[NaN,-Infinity,Infinity],"b":"NaN, \\"Infinity"}');
  expect(value).toEqual({ a: [Number.NaN, -Infinity, Infinity], b: 'NaN, "Infinity' });
  expect(showValue(value)).toBe('{"a":[NaN,-Infinity,Infinity],"b":"NaN, \\"Infinity"}');
  expect(() => parseLooseJson('{"a": Nan}')).toThrow(SyntaxError);
});

test('a text that is too long is cut, says so, and keeps characters whole', () => {
  const text = cutText(`${'x'.repeat(MAX_CASE_TEXT - 1)}🐢${'y'.repeat(50)}`);
  expect(text).toMatch(/x\n… cut here: 52 more characters$/);
  expect(cutText('x'.repeat(MAX_CASE_TEXT))).toHaveLength(MAX_CASE_TEXT);
});

test('a huge or deep value costs no more than what is shown of it', () => {
  const text = showValue(Array.from({ length: 500_000 }, (_, i) => i));
  expect(text.length).toBeLessThan(MAX_CASE_TEXT + 100);
  let deep: unknown = 1;
  for (let i = 0; i < 100_000; i++) deep = [deep];
  expect(showValue(deep).length).toBeLessThan(MAX_CASE_TEXT + 100);
});
