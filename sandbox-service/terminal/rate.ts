/**
 * Lets a burst through at full speed and then so many bytes per second: tells how long to wait after each piece.
 * Milliseconds and bytes.
 */
export class Rate {
  readonly #bytesPerSecond: number;
  readonly #burstBytes: number;
  #leftBytes: number;
  #at: number;

  constructor(options: { bytesPerSecond: number; burstBytes: number; now: number }) {
    this.#bytesPerSecond = options.bytesPerSecond;
    this.#burstBytes = options.burstBytes;
    this.#leftBytes = options.burstBytes;
    this.#at = options.now;
  }

  /** Takes note of bytes that came and returns how long nothing more should come; 0 for no wait. */
  take(bytes: number, now: number): number {
    const regained = (Math.max(now - this.#at, 0) * this.#bytesPerSecond) / 1000;
    this.#at = now;
    this.#leftBytes = Math.min(this.#leftBytes + regained, this.#burstBytes) - bytes;
    return this.#leftBytes >= 0 ? 0 : Math.ceil((-this.#leftBytes * 1000) / this.#bytesPerSecond);
  }
}
