import { type LentQuestion, lentQuestionSchema } from '#core/room-question.ts';
import type { Log } from './log.ts';
import { PROBLEM_TIMEOUT } from './room-limits.ts';

/** A question of the interview's plan; `none` when it is not in it, `unreachable` when the app does not say. */
export type FetchQuestion = (
  interviewId: string,
  questionId: string,
) => Promise<LentQuestion | 'none' | 'unreachable'>;

/** Where the app lends questions, for the room's service token only: hidden cases are in the answer. */
export const APP_QUESTION_PATH = '/api/internal/question';

/** Asks the app at this address. */
export function connectQuestions({ url, token }: { url: string; token: string }, log: Log): FetchQuestion {
  return async (interviewId, questionId) => {
    try {
      const response = await fetch(new URL(`${APP_QUESTION_PATH}/${interviewId}/${questionId}`, url), {
        headers: { authorization: `Bearer ${token}`, accept: 'application/json' },
        redirect: 'manual',
        signal: AbortSignal.timeout(PROBLEM_TIMEOUT),
      });
      if (response.status === 404) return 'none';
      if (response.ok) return lentQuestionSchema.parse(await response.json());
      log.error('The app refused a question.', { status: response.status });
    } catch (error) {
      log.error('The app does not give a question.', {
        error: error instanceof Error ? error.name : 'unknown',
      });
    }
    return 'unreachable';
  };
}
