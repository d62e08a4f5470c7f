import { type Problem, problemSchema } from '#core/problem.ts';
import type { Log } from './log.ts';
import { PROBLEM_TIMEOUT } from './room-limits.ts';

/** The interview's problem as the app has it now, `none` when it has no such thing, `unreachable` when the app does not say. */
export type FetchProblem = (interviewId: string) => Promise<Problem | 'none' | 'unreachable'>;

/** Where the app keeps problems, for the room's service token only: hidden cases are in the answer. */
export const APP_PROBLEM_PATH = '/api/internal/problem';

/** Asks the app at this address. */
export function connectProblems({ url, token }: { url: string; token: string }, log: Log): FetchProblem {
  return async (interviewId) => {
    try {
      const response = await fetch(new URL(`${APP_PROBLEM_PATH}/${interviewId}`, url), {
        headers: { authorization: `Bearer ${token}`, accept: 'application/json' },
        redirect: 'manual',
        signal: AbortSignal.timeout(PROBLEM_TIMEOUT),
      });
      if (response.status === 404) return 'none';
      if (response.ok) return problemSchema.parse(await response.json());
      log.error('The app refused a problem.', { status: response.status });
    } catch (error) {
      log.error('The app does not give a problem.', {
        error: error instanceof Error ? error.name : 'unknown',
      });
    }
    return 'unreachable';
  };
}
