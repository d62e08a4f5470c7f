import { expect, test } from 'vitest';
import { linkMoment, parseMoment } from './moment-link.ts';

test('a moment in an address is read back', () => {
  const link = linkMoment('https://x.test/interviews/1/replay?key=a', 754_260);
  expect(link).toBe('https://x.test/interviews/1/replay?key=a&t=754.2');
  expect(parseMoment(new URL(link).search)).toBe(754_200);
});

test.each(['', '?t=', '?t=-5', '?t=1e9', '?t=abc', '?t=99999999'])('%s says no moment', (search) => {
  expect(parseMoment(search)).toBeNull();
});
