import { action as end } from '#app/routes/api.interviews.$interviewId.end.ts';
import { getServiceClient } from '#app/server/supabase.server.ts';
import { problemSchema } from '#core/problem.ts';
import type { RunRequest, Verdict } from '#core/sandbox-protocol.ts';
import type { TestEvent, TestRequest } from '#core/test-protocol.ts';
import { type BuiltInterview, buildInterview } from './factories.ts';
import { getHarness } from './harness.ts';
import { makeTape } from './tapes.ts';

/** About a minute and a half of typing, one sign a second: checkpoints at the start, half a minute, a minute, and the end. */
export const TYPED = `${'a = 1\n'.repeat(12)}print(a)\n`;

/** An interview with a visible and a hidden test, whose tape is in its room. */
export async function buildTested(typed = TYPED): Promise<BuiltInterview> {
  const interview = await buildInterview();
  getHarness().room.of(interview.id).frames = makeTape(typed);
  const problem = problemSchema.parse({
    statement: 'Print one.',
    tests: {
      kind: 'stdio',
      cases: [
        { name: 'One', stdin: 'the-secret', expected: '1' },
        { name: 'Large', stdin: 'the-secret', expected: '1', hidden: true },
      ],
    },
  });
  const { error } = await getServiceClient()
    .from('interview_problems')
    .insert({ interview_id: interview.id, ...problem });
  if (error) throw error;
  return interview;
}

/** Ends it, as an interviewer does. */
export async function endIt({ id, host }: BuiltInterview): Promise<void> {
  await host.postJson(end, `/api/interviews/${id}/end`, {}, { interviewId: id });
}

/** A sandbox in which both tests pass from the moment that the program prints. */
export function answerLikeTests(request: RunRequest | TestRequest): { events: TestEvent[] } {
  const passes = request.files.some(({ text }) => text.includes('print(a)'));
  const verdict: Verdict = passes ? 'accepted' : 'wrong_answer';
  const results: TestEvent[] = ['One', 'Large'].map((name, index) => ({
    type: 'test_result',
    result: {
      index,
      name,
      isHidden: index === 1,
      weight: 1,
      verdict,
      timeMs: 1,
      memoryBytes: null,
      detail: null,
    },
  }));
  const passed = passes ? 2 : 0;
  const summary = { verdict, passed, total: 2, score: passed / 2, timeMs: 2, cpuMs: null, memoryBytes: null };
  return { events: [{ type: 'start', total: 2 }, ...results, { type: 'done', summary }] };
}
