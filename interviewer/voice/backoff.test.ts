import { expect, test } from 'vitest';
import { FakeClock } from '../tests/fake-clock.ts';
import { CallBackoff } from './backoff.ts';
import { CALL_RETRY, LASTING_CALL, LONGEST_CALL_RETRY } from './voice-limits.ts';

test('a call that cannot be joined is tried again after longer and longer pauses, up to the longest', () => {
  const backoff = new CallBackoff(new FakeClock());
  expect([1, 2, 3, 4, 5, 6].map(() => backoff.next())).toEqual([1000, 2000, 4000, 8000, 8000, 8000]);
});

test('one that breaks as soon as it stands waits longer each time; one that lasted is tried again at once', async () => {
  const clock = new FakeClock();
  const backoff = new CallBackoff(clock);
  for (let n = 0; n < 5; n++) {
    backoff.noteStanding();
    await clock.pass(LASTING_CALL - 1);
    backoff.next();
  }
  backoff.noteStanding();
  expect(backoff.next()).toBe(LONGEST_CALL_RETRY);
  backoff.noteStanding();
  await clock.pass(LASTING_CALL);
  expect(backoff.next()).toBe(CALL_RETRY);
});
