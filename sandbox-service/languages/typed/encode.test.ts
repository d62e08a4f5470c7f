import { expect, test } from 'vitest';
import type { JsonValue, ValueType } from '#core/test-suite.ts';
import { encodeTypedCase } from './encode.ts';

const encode = (value: JsonValue, type: ValueType | null = null) =>
  encodeTypedCase(0, [value], { name: 'f', parameters: [type], returns: null });

test('writes index and arguments in prefix notation', () => {
  const call = { name: 'f', parameters: ['int[]', 'int'] as const, returns: null };
  expect(encodeTypedCase(4, [[2, 7, 11], 9], call)).toBe('4 [3 i2 i7 i11 i9');
});

test.each<[JsonValue, ValueType | null, string]>([
  [null, 'string', 'n'],
  [true, 'bool', 't'],
  [false, null, 'f'],
  [-5, 'int', 'i-5'],
  [3_000_000_000, 'long', 'i3000000000'],
  [1e18, null, 'i1000000000000000000'],
  [2, 'double', 'd2'],
  [1.5, null, 'd1.5'],
  [1e300, null, 'd1e+300'],
  ['', 'string', 's'],
  ['a b%\n\u{1f422}', 'string', 's' + 'a%20b%25%0a\u{1f422}'],
  [[], 'int[]', '[0'],
  [[[1], []], 'int[][]', '[2 [1 i1 [0'],
])('writes %j as %s like %s', (value, type, text) => {
  expect(encode(value, type)).toBe(`0 ${text}`);
});

test.each<[JsonValue, ValueType]>([
  ['a', 'int'],
  [1, 'string'],
  [1.5, 'int'],
  [3_000_000_000, 'int'],
  [true, 'int'],
  [1, 'bool'],
  [[1], 'int'],
  [1, 'int[]'],
])('refuses %j for %s and names the case', (value, type) => {
  expect(() => encode(value, type)).toThrow(/^Case 1, argument 1: .* expected\.$/);
});

test('refuses objects', () => {
  expect(() => encode([{ a: 1 }])).toThrow('Case 1, argument 1: a compiled language takes no objects here');
});
