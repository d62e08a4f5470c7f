import { expect, test } from 'vitest';
import { formatElapsed, untilNextSecond } from './clock.ts';

test('elapsed time grows an hour place when it needs one, and never runs backwards', () => {
  expect([formatElapsed(-5000), formatElapsed(249_999), formatElapsed(3_723_000)]).toEqual([
    '00:00',
    '04:09',
    '1:02:03',
  ]);
});

test('the next tick falls on a whole second', () => {
  expect(untilNextSecond(1250, 1000)).toBe(750);
  expect(untilNextSecond(2000, 1000)).toBe(1000);
  expect(untilNextSecond(900, 1000)).toBe(100);
});
