import { randomUUID } from 'node:crypto';
import type { ActionFunctionArgs } from '@remix-run/node';
import { requireFork } from '#app/features/replay/fork.server.ts';
import { getFrames } from '#app/features/replay/tape.server.ts';
import { readTestedWith } from '#app/features/replay/tested-with.server.ts';
import { errorResponse } from '#app/server/error-response.server.ts';
import { eventStream } from '#app/server/event-stream.server.ts';
import { testInSandbox } from '#app/server/sandbox.server.ts';
import { forkTestSchema } from '#core/replay-protocol.ts';
import { type TestEvent, viewCaseResult } from '#core/test-protocol.ts';

/** `POST /api/replay/<interview>/tests`: runs the tests of what was asked, hidden ones included, on a copy of the files. */
export async function action({ request, params }: ActionFunctionArgs) {
  const fork = await requireFork(request, params.interviewId, forkTestSchema);
  const { order, group, headers, interviewId, seesHiddenTests } = fork;
  const testedWith = await readTestedWith(interviewId, (await getFrames(interviewId)) ?? []);
  const program = testedWith(order);
  if (!program) throw errorResponse('no_tests', { headers });
  const run = { ...order, ...program, runId: randomUUID(), interviewId: group };
  const view = (event: TestEvent): TestEvent =>
    event.type === 'test_result' && !seesHiddenTests
      ? { ...event, result: viewCaseResult(event.result, 'observer') }
      : event;
  async function* seen(signal: AbortSignal) {
    for await (const event of testInSandbox(run, signal)) yield view(event);
  }
  return eventStream(request, seen, headers);
}
