import { z } from 'zod';
import { type InterviewStatus, interviewStatusSchema } from './interview-status.ts';

/**
 * How the time of an interview goes: it runs from the candidate's first arrival, stands still while the interview is
 * paused, and goes on while the candidate's line is broken. Server time in milliseconds throughout.
 */
export const interviewClockSchema = z.object({
  /** When the interview began (the candidate's first arrival), or null. */
  startedAt: z.number().nullable(),
  endedAt: z.number().nullable(),
  /** How long it may take, extra time included; null where nothing limits it. */
  limitMs: z.number().int().min(0).nullable(),
  /** Since when it has been paused, or null. */
  pausedAt: z.number().nullable(),
  /** How long all pauses were that are over. */
  pausedMs: z.number().min(0),
});
export type InterviewClock = z.infer<typeof interviewClockSchema>;

/** The clock of an interview that has not begun. */
export const STOPPED_CLOCK: InterviewClock = {
  startedAt: null,
  endedAt: null,
  limitMs: null,
  pausedAt: null,
  pausedMs: 0,
};

/** Longest time that an interview may be given, in minutes. */
export const MAX_INTERVIEW_MINUTES = 480;

/** A pause ends the interview after this long: the candidate did not come back to it. */
export const MAX_PAUSE = 24 * 3600_000;

/** How long a candidate's line may be broken before the interview counts as interrupted: a reload takes seconds. */
export const CANDIDATE_GRACE = 30_000;

/** An interrupted interview without a limit is given up after this long. */
export const MAX_INTERRUPTION = 24 * 3600_000;

/** So much time left is told to everybody, once each. */
export const TIME_WARNINGS = [10 * 60_000, 60_000] as const;

/** Extra time in one step, in minutes. */
export const MAX_EXTRA_MINUTES = 120;

/** How long the interview has gone on at this time, pauses not counted. */
export function elapsedAt({ startedAt, endedAt, pausedAt, pausedMs }: InterviewClock, now: number): number {
  if (startedAt === null) return 0;
  return Math.max(0, (endedAt ?? pausedAt ?? now) - startedAt - pausedMs);
}

/** How much time is left, or null where nothing limits it. Not below zero. */
export function timeLeftAt(clock: InterviewClock, now: number): number | null {
  return clock.limitMs === null ? null : Math.max(0, clock.limitMs - elapsedAt(clock, now));
}

/** When time is up if it goes on from here; null while it stands still, or where nothing limits it. */
export function endOf({ startedAt, endedAt, limitMs, pausedAt, pausedMs }: InterviewClock): number | null {
  if (startedAt === null || endedAt !== null || limitMs === null || pausedAt !== null) return null;
  return startedAt + pausedMs + limitMs;
}

/** The warning that time left as much as this calls for, or null: the smallest one that was reached. */
export function warningFor(leftMs: number): number | null {
  return TIME_WARNINGS.findLast((warning) => leftMs <= warning) ?? null;
}

/** What a room tells the app about where its interview stands: all of it, each time something changes. */
export const statusReportSchema = z.object({
  /** Grows with each change: an older report never replaces a newer one. */
  revision: z.number().int().min(1),
  status: interviewStatusSchema,
  clock: interviewClockSchema,
  /** When something happens by itself next, or null: somebody must wake a room that sleeps through it. */
  dueAt: z.number().nullable(),
  endReason: z.enum(['ended', 'time-up', 'pause-expired', 'never-returned']).nullable(),
});
export type StatusReport = z.infer<typeof statusReportSchema>;
export type EndReason = NonNullable<StatusReport['endReason']>;

/** When a pause or an interruption runs out, or null. */
export function expiryOf(status: InterviewStatus, since: number | null): number | null {
  if (since === null) return null;
  if (status === 'paused') return since + MAX_PAUSE;
  if (status === 'interrupted') return since + MAX_INTERRUPTION;
  return null;
}
