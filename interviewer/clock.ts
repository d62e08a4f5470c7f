/** Time as the interviewer has it, so that tests can move it. Milliseconds throughout. */
export interface Clock {
  now(): number;
  /** Calls `run` once after `delay`; the returned function calls it off. */
  setTimer(run: () => void, delay: number): () => void;
}

/** The machine's clock. */
export const machineClock: Clock = {
  now: () => Date.now(),
  setTimer: (run, delay) => {
    const timer = setTimeout(run, delay);
    return () => clearTimeout(timer);
  },
};

/** Resolves after `delay`, or at once when `signal` is aborted. */
export function wait(clock: Clock, delay: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const end = () => {
      cancel();
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const cancel = clock.setTimer(end, delay);
    signal?.addEventListener('abort', end);
  });
}
