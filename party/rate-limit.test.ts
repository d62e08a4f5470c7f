import { expect, test } from 'vitest';
import { TokenBucket } from './rate-limit.ts';

test('[LIM3] a burst is taken, then the rate, and no more', () => {
  const bucket = new TokenBucket({ perSecond: 10, burst: 5, now: 1000 });
  for (let n = 0; n < 5; n++) expect(bucket.take(1000)).toBe(true);
  expect(bucket.take(1000)).toBe(false);
  expect(bucket.take(1099)).toBe(false);
  expect(bucket.take(1195)).toBe(true);
  expect(bucket.take(1195)).toBe(false);
});

test('[LIM3] a long rest fills the bucket to its burst and not beyond', () => {
  const bucket = new TokenBucket({ perSecond: 10, burst: 5, now: 0 });
  expect(bucket.take(3600_000, 5)).toBe(true);
  expect(bucket.take(3600_000)).toBe(false);
});

test('a clock that steps back fills nothing, and the bucket goes on from there', () => {
  const bucket = new TokenBucket({ perSecond: 10, burst: 1, now: 5000 });
  expect(bucket.take(5000)).toBe(true);
  expect(bucket.take(1000)).toBe(false);
  expect(bucket.take(1100)).toBe(true);
});
