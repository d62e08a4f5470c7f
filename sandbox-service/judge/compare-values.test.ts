import { expect, test } from 'vitest';
import { isExpectedValue } from './compare-values.ts';

const EXACT = { tolerance: 0, anyOrder: false };

test.each([
  [[0, 1], [0, 1.0], true],
  [1, true, false],
  [0, false, false],
  [null, 0, false],
  ['1', 1, false],
  [[], {}, false],
  [{ a: 1, b: [2] }, { b: [2], a: 1 }, true],
  [{ a: 1 }, { a: 1, b: null }, false],
  [{ toString: 1 }, {}, false],
  [[1, [2, [3]]], [1, [2, [4]]], false],
  [-0, 0, true],
  [null, Number.NaN, false],
  [1e308, Number.POSITIVE_INFINITY, false],
])('%j against %j is %s', (expected, actual, isSame) => {
  expect(isExpectedValue(expected, actual, EXACT)).toBe(isSame);
});

test('numbers may differ by the tolerance, absolute below one and relative above, at any depth', () => {
  const rules = { tolerance: 1e-6, anyOrder: false };
  expect(isExpectedValue([{ x: 0.3 }], [{ x: 0.1 + 0.2 }], rules)).toBe(true);
  expect(isExpectedValue(1e9, 1e9 + 500, rules)).toBe(true);
  expect(isExpectedValue(1e9, 1e9 + 5000, rules)).toBe(false);
  expect(isExpectedValue(0, 1e-5, rules)).toBe(false);
  expect(isExpectedValue(0.3, 0.1 + 0.2, EXACT)).toBe(false);
});

test('any order is a multiset: every element counts as often as it is there', () => {
  const rules = { tolerance: 0, anyOrder: true };
  expect(isExpectedValue([3, 1, 2], [1, 2, 3], rules)).toBe(true);
  expect(isExpectedValue([1, 1, 2], [1, 2, 2], rules)).toBe(false);
  expect(isExpectedValue([1, 2], [1, 2, 2], rules)).toBe(false);
  expect(isExpectedValue([{ a: 1 }, [2], 'x', null], [null, 'x', [2], { a: 1 }], rules)).toBe(true);
  expect(isExpectedValue([true, 1], [1, 1], rules)).toBe(false);
});

test('any order is for the outermost list alone', () => {
  const rules = { tolerance: 0, anyOrder: true };
  expect(isExpectedValue([[1, 2], [3]], [[3], [1, 2]], rules)).toBe(true);
  expect(isExpectedValue([[1, 2], [3]], [[3], [2, 1]], rules)).toBe(false);
});

test('any order with a tolerance finds the one assignment in which all are matched', () => {
  const rules = { tolerance: 0.5, anyOrder: true };
  expect(isExpectedValue([1, 1.4], [1.8, 1.2], rules)).toBe(true);
  // Sorted by their first number the pairs meet the wrong partners; greedily the first would take the second's.
  const expected = [
    [0, 5],
    [0.1, 9],
  ];
  const actual = [
    [0.05, 9],
    [0.2, 5],
  ];
  expect(isExpectedValue(expected, actual, rules)).toBe(true);
  expect(isExpectedValue(expected, [...actual.slice(1), [0.2, 1]], rules)).toBe(false);
});

test('values nested deeper than the stack are told apart, not a crash', () => {
  const nest = (depth: number) => {
    let value: unknown = 1;
    for (let i = 0; i < depth; i++) value = [value];
    return value;
  };
  expect(isExpectedValue(nest(100_000), nest(100_000), EXACT)).toBe(false);
  expect(isExpectedValue([1], [nest(100_000)], { tolerance: 0, anyOrder: true })).toBe(false);
  expect(isExpectedValue(nest(50), nest(50), EXACT)).toBe(true);
});
