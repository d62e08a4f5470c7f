import { expect, test } from 'vitest';
import { Rate } from './rate.ts';

const make = () => new Rate({ bytesPerSecond: 1000, burstBytes: 500, now: 0 });

test('a burst comes at full speed, and what is above waits until it was earned', () => {
  const rate = make();
  expect(rate.take(500, 0)).toBe(0);
  expect(rate.take(100, 0)).toBe(100);
  expect(rate.take(100, 100)).toBe(100);
});

test('over a long time not more than the rate comes, however it is cut', () => {
  const rate = make();
  let bytes = 0;
  for (let now = 0; now < 10_000; ) {
    const wait = rate.take(70, now);
    bytes += 70;
    now += Math.max(wait, 1);
  }
  expect(bytes).toBeLessThanOrEqual(500 + 10_000 + 70);
  expect(bytes).toBeGreaterThan(10_000);
});

test('a pause earns no more than one burst, and a clock that goes back earns nothing', () => {
  const rate = make();
  expect(rate.take(600, 60_000)).toBe(100);
  expect(rate.take(0, 0)).toBe(100);
});
