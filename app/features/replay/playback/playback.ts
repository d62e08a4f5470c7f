/** Speeds of the menu, as factors of real time. */
export const SPEEDS = [0.5, 1, 2, 4, 8, 16, 32] as const;
/** Bounds of what counts as inactivity, in milliseconds: shorter would skip thinking, longer next to nothing. */
export const SKIP_THRESHOLD = { min: 2000, max: 60_000, usual: 5000 } as const;
/** What is shown of each end of a stretch that is skipped, in milliseconds, so that a skip is seen as one. */
const SKIP_EDGE = 500;

/** A stretch of the tape, milliseconds since its start. */
export interface Span {
  from: number;
  to: number;
}

/**
 * The clock of a replay. Times of the tape are milliseconds since its start; `now` is real time in milliseconds from
 * any origin, and is always given, so that nothing here looks at a clock.
 */
export class Playback {
  #isPlaying = false;
  #speed = 1;
  #length = 0;
  #skips: readonly Span[] = [];
  #hasSkips = true;
  #isLive = false;
  /** Where the tape was at a real time. */
  #anchor = { atMs: 0, now: 0 };

  get isPlaying(): boolean {
    return this.#isPlaying;
  }

  get speed(): number {
    return this.#speed;
  }

  get length(): number {
    return this.#length;
  }

  get hasSkips(): boolean {
    return this.#hasSkips;
  }

  /** Where the tape is now. Playing stops at the end, unless the tape still grows. */
  at(now: number): number {
    if (!this.#isPlaying) return this.#anchor.atMs;
    const spent = Math.max(0, now - this.#anchor.now) * this.#speed;
    const atMs = Math.min(this.#length, advance(this.#anchor.atMs, spent, this.#hasSkips ? this.#skips : []));
    this.#anchor = { atMs, now };
    if (atMs >= this.#length && !this.#isLive) this.#isPlaying = false;
    return atMs;
  }

  /** At the end of a tape that does not grow it begins from the start. */
  play(now: number): void {
    if (this.#isPlaying) return;
    const atMs = this.#anchor.atMs >= this.#length && !this.#isLive ? 0 : this.#anchor.atMs;
    this.#anchor = { atMs, now };
    this.#isPlaying = this.#length > 0;
  }

  pause(now: number): void {
    this.at(now);
    this.#isPlaying = false;
  }

  /** Goes there; playing goes on from there. What is outside counts as beginning or end. */
  seek(atMs: number, now: number): void {
    this.#anchor = { atMs: Math.min(Math.max(0, atMs), this.#length), now };
  }

  setSpeed(speed: number, now: number): void {
    this.at(now);
    this.#speed = Math.min(Math.max(speed, SPEEDS[0]), SPEEDS[SPEEDS.length - 1] ?? 1);
  }

  /** `isLive`: it will grow further. */
  setLength(length: number, { isLive, now }: { isLive: boolean; now: number }): void {
    this.at(now);
    this.#length = length;
    this.#isLive = isLive;
  }

  /** Stretches in which nothing happens, in order. */
  setIdle(spans: readonly Span[], now: number): void {
    this.at(now);
    this.#skips = spans
      .map(({ from, to }) => ({ from: from + SKIP_EDGE, to: to - SKIP_EDGE }))
      .filter(({ from, to }) => to > from);
  }

  setSkipping(hasSkips: boolean, now: number): void {
    this.at(now);
    this.#hasSkips = hasSkips;
  }
}

/** Where one is after `spent` milliseconds of tape from `atMs` on, with these stretches jumped over. */
export function advance(atMs: number, spent: number, skips: readonly Span[]): number {
  let at = atMs;
  let left = spent;
  for (const { from, to } of skips) {
    if (to <= at) continue;
    if (from > at) {
      if (at + left < from) break;
      left -= from - at;
    }
    at = to;
  }
  return at + left;
}

/** The next faster or slower speed of the menu. */
export function stepSpeed(speed: number, direction: 1 | -1): number {
  if (direction === 1) return SPEEDS.find((one) => one > speed) ?? speed;
  return SPEEDS.findLast((one) => one < speed) ?? speed;
}
