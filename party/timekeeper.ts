import {
  CANDIDATE_GRACE,
  endOf,
  expiryOf,
  TIME_WARNINGS,
  timeLeftAt,
  warningFor,
} from '#core/interview-clock.ts';
import { isOver } from '#core/interview-status.ts';
import type { RoomStatus } from './status.ts';

export interface TimekeeperDependencies {
  status: RoomStatus;
  clock: () => number;
  /** Wakes the room at this time, also when it sleeps by then; null calls it off. Replaces what was set before. */
  setAlarm: (at: number | null) => void;
  /** Ends the interview for everybody. */
  end: (event: 'time-up' | 'pause-expired' | 'never-returned') => void;
  /** When something else wants to be woken, or null. */
  alsoAt: () => number | null;
}

/** What happens in an interview by itself: warnings, time up, a candidate who does not come back, a pause that runs out. */
export class Timekeeper {
  readonly #given: TimekeeperDependencies;
  #armedAt: number | null = null;

  constructor(given: TimekeeperDependencies) {
    this.#given = given;
  }

  /** When something happens by itself next, or null. */
  dueAt(): number | null {
    const { status } = this.#given;
    if (isOver(status.current)) return null;
    return earliest([this.#graceEndsAt(), this.#expiresAt(), endOf(status.clock), this.#warnsAt()]);
  }

  /** Sets the alarm for what comes next. */
  arm(): void {
    const at = earliest([this.dueAt(), this.#given.alsoAt()]);
    if (at === this.#armedAt) return;
    this.#armedAt = at;
    this.#given.setAlarm(at);
  }

  /** Does what is due by now. The alarm has gone off, or somebody looked by. */
  look(): void {
    const { clock, end, status } = this.#given;
    const now = clock();
    const isDue = (at: number | null) => at !== null && at <= now;
    this.#armedAt = null;
    if (isDue(this.#graceEndsAt())) status.moveOn('candidate-lost');
    if (isOver(status.current)) return;
    if (isDue(endOf(status.clock))) end('time-up');
    else if (isDue(this.#expiresAt())) end(status.current === 'paused' ? 'pause-expired' : 'never-returned');
    else if (isDue(this.#warnsAt())) this.#warn(now);
    this.arm();
  }

  #warn(now: number): void {
    const { status } = this.#given;
    const warning = warningFor(timeLeftAt(status.clock, now) ?? Number.POSITIVE_INFINITY);
    if (warning !== null) status.warn(warning);
  }

  /** When the candidate has been away too long for a reload, or null. */
  #graceEndsAt(): number | null {
    const { current, waitingSince } = this.#given.status;
    return current === 'in_progress' && waitingSince !== null ? waitingSince + CANDIDATE_GRACE : null;
  }

  #expiresAt(): number | null {
    const { clock, current, waitingSince } = this.#given.status;
    // where time runs out by itself, that ends an interruption
    if (current === 'interrupted' && clock.limitMs !== null) return null;
    return expiryOf(current, waitingSince);
  }

  /** When the next warning is to be given, or null. */
  #warnsAt(): number | null {
    const { clock, warnedMs } = this.#given.status;
    const end = endOf(clock);
    if (end === null) return null;
    const next = TIME_WARNINGS.find(
      (warning) => warning < (clock.limitMs ?? 0) && (warnedMs === null || warning < warnedMs),
    );
    return next === undefined ? null : end - next;
  }
}

function earliest(times: readonly (number | null)[]): number | null {
  const known = times.filter((at): at is number => at !== null);
  return known.length === 0 ? null : Math.min(...known);
}
