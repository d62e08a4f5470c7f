import { randomUUID } from 'node:crypto';
import { testInSandbox } from '#app/server/sandbox.server.ts';
import { getServiceClient } from '#app/server/supabase.server.ts';
import { ERRORS, type ErrorCode } from '#core/error-codes.ts';
import { LANGUAGE_IDS } from '#core/languages.ts';
import type { Question } from '#core/question.ts';
import { type CheckedRun, checkQuestion, type QuestionVerdict } from '#core/question-check.ts';
import type { TestEvent } from '#core/test-protocol.ts';
import type { Json } from '#supabase/database.types.ts';
import type { PublishEvent } from './publish-events.ts';

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
  const events = new EventQueue<PublishEvent>();
  const trouble: ErrorCode[] = [];
  const run = async function* (checked: CheckedRun): AsyncGenerator<TestEvent> {
    const part = checked.files === question.solutions[checked.language] ? 'solution' : 'starter';
    const total = checked.suite.cases.length;
    let done = 0;
    const request = { ...checked, runId: randomUUID(), interviewId: questionId };
    for await (const event of testInSandbox(request, signal)) {
      if (event.type === 'error' && isOurs(event.code)) trouble.push(event.code);
      if (event.type === 'start') done = 0;
      if (event.type === 'test_result') done += 1;
      if (event.type === 'start' || event.type === 'test_result')
        events.push({ type: 'progress', language: checked.language, part, done, total });
      yield event;
    }
  };
  const checking = checkQuestion(question, run, (verdict) => events.push({ type: 'language', verdict }));
  checking.then(
    () => events.end(),
    () => events.end(),
  );
  yield* events;
  const verdict = await checking;
  if (signal.aborted) return;
  // The sandbox failed, not the question: there is no verdict to keep.
  const [code] = trouble;
  if (code) return yield { type: 'error', code, message: ERRORS[code].text };
  const isSettled = await settle({ questionId, revision, userId, verdict });
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

/** Whether the service could not do its work, which says nothing about the question. */
function isOurs(code: ErrorCode): boolean {
  return code === 'sandbox_unavailable' || code === 'sandbox_busy' || code === 'internal';
}

async function settle(options: {
  questionId: string;
  revision: number;
  userId: string;
  verdict: QuestionVerdict;
}): Promise<boolean> {
  const { questionId, revision, userId, verdict } = options;
  const { data, error } = await getServiceClient().rpc('settle_question', {
    p_question_id: questionId,
    p_revision: revision,
    p_verdict: verdict as unknown as Json,
    p_publish: verdict.isVerified,
    p_user_id: userId,
  });
  if (error) throw new Error('The verdict could not be stored.', { cause: error });
  return data;
}

/** Events that are told while work goes on, to be read as they come. */
class EventQueue<T> implements AsyncIterable<T> {
  readonly #events: T[] = [];
  #isEnded = false;
  #wake = () => {};

  push(event: T): void {
    this.#events.push(event);
    this.#wake();
  }

  end(): void {
    this.#isEnded = true;
    this.#wake();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    for (;;) {
      const event = this.#events.shift();
      if (event !== undefined) yield event;
      else if (this.#isEnded) return;
      else await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }
}
