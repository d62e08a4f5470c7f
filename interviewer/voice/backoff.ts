import type { Clock } from '../clock.ts';
import { CALL_RETRY, LASTING_CALL, LONGEST_CALL_RETRY } from './voice-limits.ts';

/**
 * Pauses before a call is tried again: the first one short, each next one twice as long, up to the longest. Only a call
 * that lasted makes it begin anew, so that one which breaks as soon as it stands is not tried without end every second.
 */
export class CallBackoff {
  readonly #clock: Clock;
  #tries = 0;
  #stoodSince: number | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The call stands. */
  noteStanding(): void {
    this.#stoodSince = this.#clock.now();
  }

  /** The call is gone, or could not be joined: how long to wait, in milliseconds. */
  next(): number {
    if (this.#stoodSince !== null && this.#clock.now() - this.#stoodSince >= LASTING_CALL) this.#tries = 0;
    this.#stoodSince = null;
    return Math.min(LONGEST_CALL_RETRY, CALL_RETRY * 2 ** this.#tries++);
  }
}
