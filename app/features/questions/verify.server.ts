import { randomUUID } from 'node:crypto';
import { isOurs, testInSandbox } from '#app/server/sandbox.server.ts';
import { getServiceClient } from '#app/server/supabase.server.ts';
import type { ErrorCode } from '#core/error-codes.ts';
import type { LanguageId } from '#core/languages.ts';
import type { Question } from '#core/question.ts';
import { type CheckedRun, checkQuestion, type QuestionVerdict } from '#core/question-check.ts';
import type { CaseResult, TestEvent } from '#core/test-protocol.ts';
import type { Json } from '#supabase/database.types.ts';
import { EventQueue } from './event-queue.ts';
import type { PublishEvent } from './publish-events.ts';

type VerifyEvent = Extract<PublishEvent, { type: 'progress' | 'language' }>;

/** What a reference solution got wrong in one language. */
export interface SolutionFailure {
  language: LanguageId;
  /** What the compiler said. */
  compiler: string;
  cases: CaseResult[];
}

export interface Verification {
  verdict: QuestionVerdict;
  /** Why the sandbox could not do its work, which says nothing about the question; null when it could. */
  trouble: ErrorCode | null;
  failures: SolutionFailure[];
}

/** Runs what a question needs to be verified, and tells how far it is. Keeps nothing. */
export async function* verifyQuestion(
  { questionId, question }: { questionId: string; question: Question },
  signal: AbortSignal,
): AsyncGenerator<VerifyEvent, Verification> {
  const events = new EventQueue<VerifyEvent>();
  const failures: SolutionFailure[] = [];
  const trouble: ErrorCode[] = [];
  const run = async function* (checked: CheckedRun): AsyncGenerator<TestEvent> {
    const { language } = checked;
    const part = checked.files === question.solutions[language] ? 'solution' : 'starter';
    const failure: SolutionFailure = { language, compiler: '', cases: [] };
    if (part === 'solution') failures.push(failure);
    const total = checked.suite.cases.length;
    let done = 0;
    const request = { ...checked, runId: randomUUID(), interviewId: questionId };
    for await (const event of testInSandbox(request, signal)) {
      if (event.type === 'error' && isOurs(event.code)) trouble.push(event.code);
      if (event.type === 'output') failure.compiler += event.text;
      if (event.type === 'start') done = 0;
      if (event.type === 'test_result') {
        done += 1;
        if (event.result.verdict !== 'accepted') failure.cases.push(event.result);
      }
      if (event.type === 'start' || event.type === 'test_result')
        events.push({ type: 'progress', language, part, done, total });
      yield event;
    }
  };
  const checking = checkQuestion(question, run, (verdict) => events.push({ type: 'language', verdict }));
  checking.then(
    () => events.end(),
    () => events.end(),
  );
  yield* events;
  return { verdict: await checking, trouble: trouble[0] ?? null, failures };
}

/** Keeps what came of verifying this revision, and publishes it where asked. False when it changed meanwhile. */
export async function keepVerdict(options: {
  questionId: string;
  revision: number;
  userId: string;
  verdict: QuestionVerdict;
  publishes: boolean;
}): Promise<boolean> {
  const { questionId, revision, userId, verdict, publishes } = options;
  const { data, error } = await getServiceClient().rpc('settle_question', {
    p_question_id: questionId,
    p_revision: revision,
    p_verdict: verdict as unknown as Json,
    p_publish: publishes,
    p_user_id: userId,
  });
  if (error) throw new Error('The verdict could not be stored.', { cause: error });
  return data;
}
