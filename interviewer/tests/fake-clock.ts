import type { Clock } from '../clock.ts';

/** A clock that stands still until a test moves it. */
export class FakeClock implements Clock {
  #now = 1_700_000_000_000;
  #timers: { at: number; run: () => void }[] = [];

  now = (): number => this.#now;

  setTimer = (run: () => void, delay: number): (() => void) => {
    const timer = { at: this.#now + Math.max(0, delay), run };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((one) => one !== timer);
    };
  };

  /** Lets time go by, and everything happen that is due in it, in order. */
  async pass(time: number): Promise<void> {
    const end = this.#now + time;
    await settle();
    for (;;) {
      const [next] = this.#timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
      if (!next) break;
      this.#timers = this.#timers.filter((one) => one !== next);
      this.#now = Math.max(this.#now, next.at);
      next.run();
      await settle();
    }
    this.#now = end;
    await settle();
  }
}

/** Lets everything go on that waits for nothing but its turn. */
export async function settle(): Promise<void> {
  for (let n = 0; n < 30; n++) await Promise.resolve();
}
