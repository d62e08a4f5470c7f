import { ERRORS } from '#core/error-codes.ts';
import { LANGUAGE_IDS } from '#core/languages.ts';
import type { Question } from '#core/question.ts';
import type { PublishEvent } from './publish-events.ts';
import { keepVerdict, verifyQuestion } from './verify.server.ts';

interface Publishing {
  questionId: string;
  /** What is verified, as it was read by the member at this revision. */
  question: Question;
  revision: number;
  userId: string;
}

/**
 * Verifies the question in the sandbox, tells how far it is, keeps the verdict with its version, and publishes it if
 * it is verified and still the same. The caller has checked that the member may.
 */
export async function* publishQuestion(
  { questionId, question, revision, userId }: Publishing,
  signal: AbortSignal,
): AsyncGenerator<PublishEvent> {
  const languages = LANGUAGE_IDS.filter((id) => question.solutions[id] && question.starters[id]);
  yield { type: 'start', languages: question.tests ? languages : [] };
  const { verdict, trouble } = yield* verifyQuestion({ questionId, question }, signal);
  if (signal.aborted) return;
  // The sandbox failed, not the question: there is no verdict to keep.
  if (trouble) return yield { type: 'error', code: trouble, message: ERRORS[trouble].text };
  const isSettled = await keepVerdict({
    questionId,
    revision,
    userId,
    verdict,
    publishes: verdict.isVerified,
  });
  if (!isSettled) {
    yield {
      type: 'done',
      isPublished: false,
      reasons: ['Somebody saved the question while it was verified. Look at it again, then publish.'],
    };
    return;
  }
  yield { type: 'done', isPublished: verdict.isVerified, reasons: verdict.gaps };
}
