import { setTimeout as wait } from 'node:timers/promises';

/** Longer than hashing a password takes here, so that the answer's time does not tell whether it was hashed. */
const UNIFORM_TIME = 400;

/** Runs `work` and answers no sooner than a fixed time after the start, also when it fails. */
export async function takeUniformTime<T>(work: () => Promise<T>): Promise<T> {
  const [result] = await Promise.allSettled([work(), wait(UNIFORM_TIME)]);
  if (result.status === 'rejected') throw result.reason;
  return result.value;
}
