import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { REJOIN_PAUSES, Rejoin, type RejoinResult } from './rejoin.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A rejoin whose tries end as the test says; with when each one was made. */
function build(results: RejoinResult[]) {
  const begun = Date.now();
  const tries: number[] = [];
  const told: (string | null)[] = [];
  const rejoin = new Rejoin({
    attempt: async () => {
      tries.push(Date.now() - begun);
      return results.shift() ?? { type: 'done' };
    },
    onState: (message, nextTryAt) => told.push(nextTryAt === null ? null : message),
  });
  return { rejoin, tries, told };
}
const again: RejoinResult = { type: 'again', message: 'No answer.' };

test('pauses grow, the last one repeats, and a try that succeeds is the last', async () => {
  const { rejoin, tries } = build(Array.from({ length: 6 }, () => again));
  rejoin.start('Broken.');
  await vi.advanceTimersByTimeAsync(120_000);
  const pauses = tries.map((at, index) => at - (tries[index - 1] ?? 0));
  expect(pauses).toEqual([...REJOIN_PAUSES, REJOIN_PAUSES.at(-1), REJOIN_PAUSES.at(-1)]);
});

test('tells why and when it tries next, and that it tries', async () => {
  const { rejoin, told } = build([again]);
  rejoin.start('Broken.');
  await vi.advanceTimersByTimeAsync(10_000);
  expect(told).toEqual(['Broken.', null, 'No answer.', null]);
});

test('waking tries at once, and only while a pause runs', async () => {
  const { rejoin, tries } = build([]);
  rejoin.wake();
  expect(tries).toEqual([]);
  rejoin.start('Broken.');
  rejoin.wake();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(tries).toEqual([0]);
  rejoin.wake();
  expect(tries).toHaveLength(1);
});

test('nothing is tried after a stop, not even by a try that was under way', async () => {
  const { rejoin, tries } = build([again, again]);
  rejoin.start('Broken.');
  rejoin.wake();
  rejoin.stop();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(tries).toHaveLength(1);
});
