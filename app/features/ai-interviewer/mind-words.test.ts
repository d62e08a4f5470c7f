import { expect, test } from 'vitest';
import { formatCost } from './mind-words.ts';

test('small sums are told from nothing, and larger ones are in cents', () => {
  expect([0, 4_200, 250_000, 1_234_567, 12_000_000].map(formatCost)).toEqual([
    '$0.00',
    '$0.0042',
    '$0.25',
    '$1.23',
    '$12.00',
  ]);
});
