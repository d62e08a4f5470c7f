import type { Clock } from '../clock.ts';

/** An answer older than this is no measure any more: clocks drift. */
const MEASURE_AGE = 60_000;

/** The app's clock, by what its answers say and half of the time that they took. Until the first one it is this machine's. */
export class AppClock implements Clock {
  readonly #machine: Clock;
  #offset = 0;
  #best: { roundTrip: number; at: number } | null = null;

  constructor(machine: Clock) {
    this.#machine = machine;
  }

  now = (): number => this.#machine.now() + this.#offset;

  setTimer = (run: () => void, delay: number): (() => void) => this.#machine.setTimer(run, delay);

  /** Takes an answer as a measure where it came faster than the last one. Times are this machine's. */
  note(sentAt: number, receivedAt: number, serverTime: number): void {
    const roundTrip = receivedAt - sentAt;
    const best = this.#best;
    if (best && best.roundTrip < roundTrip && receivedAt - best.at < MEASURE_AGE) return;
    this.#best = { roundTrip, at: receivedAt };
    this.#offset = serverTime - (sentAt + receivedAt) / 2;
  }
}
