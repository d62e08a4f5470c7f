import { TERMINAL_ALONE, TERMINAL_FROZEN, TERMINAL_IDLE } from '../workspaces/limits.ts';

/** When a terminal that nobody uses is frozen, and when it is ended. */
export interface IdleLimits {
  idleMs: number;
  aloneMs: number;
  frozenMs: number;
}

export const IDLE_LIMITS: IdleLimits = {
  idleMs: TERMINAL_IDLE,
  aloneMs: TERMINAL_ALONE,
  frozenMs: TERMINAL_FROZEN,
};

export interface IdleFacts {
  now: number;
  /** Last input or output. */
  usedAt: number;
  /** Since when no room is connected; null while one is. */
  aloneSince: number | null;
  /** Since when it is frozen, or should be; null while it runs. */
  frozenSince: number | null;
}

/** What should be done with a terminal now. */
export function decideIdle(facts: IdleFacts, limits: IdleLimits): 'run' | 'freeze' | 'end' {
  const { now, usedAt, aloneSince, frozenSince } = facts;
  if (frozenSince !== null) return now - frozenSince >= limits.frozenMs ? 'end' : 'freeze';
  if (aloneSince !== null && now - aloneSince >= limits.aloneMs) return 'freeze';
  return now - usedAt >= limits.idleMs ? 'freeze' : 'run';
}
