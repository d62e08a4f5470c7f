import { expect, test } from 'vitest';
import { formatMoment } from './moment-words.ts';

test('a moment reads like a clock', () => {
  expect([0, 999, 7_000, 247_900, 3_729_000, -5].map(formatMoment)).toEqual([
    '0:00',
    '0:00',
    '0:07',
    '4:07',
    '1:02:09',
    '0:00',
  ]);
});
