import { expect, test } from 'vitest';
import { isExpectedLines, isExpectedTokens } from './compare-text.ts';

test.each([
  ['a\nb', 'a  \nb\t\n\n\n', true],
  ['a\r\nb', 'a\nb\n', true],
  [' a', 'a', false],
  ['a\n\nb', 'a\nb', false],
  ['', '\n\n', true],
])('lines: %j against %j is %s', (expected, actual, isSame) => {
  expect(isExpectedLines(expected, actual)).toBe(isSame);
});

test.each([
  ['1 2\n3', '1\n2   3\n', 0, true],
  ['1.0', '1', 0, true],
  ['12345678901234567890', '12345678901234567891', 0, false],
  ['+7', '007', 0, true],
  ['0.5', '0.5000001', 1e-6, true],
  ['0.5', '0.51', 1e-6, false],
  ['x', 'x y', 0, false],
  ['nan', 'NaN', 0, false],
  ['0x10', '16', 0, false],
  ['1e3', '1000', 0, true],
])('words: %j against %j with tolerance %d is %s', (expected, actual, tolerance, isSame) => {
  expect(isExpectedTokens(expected, actual, tolerance)).toBe(isSame);
});
