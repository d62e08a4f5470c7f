import { randomUUID } from 'node:crypto';
import type { ActionFunctionArgs } from '@remix-run/node';
import { getProblem } from '#app/features/problem/problem.server.ts';
import { requireFork } from '#app/features/replay/fork.server.ts';
import { errorResponse } from '#app/server/error-response.server.ts';
import { eventStream } from '#app/server/event-stream.server.ts';
import { testInSandbox } from '#app/server/sandbox.server.ts';
import { getServiceClient } from '#app/server/supabase.server.ts';
import { forkTestSchema } from '#core/replay-protocol.ts';

/** `POST /api/replay/<interview>/tests`: runs the problem's tests, hidden ones included, on a copy of the files. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { order, group, headers, interviewId } = await requireFork(
    request,
    params.interviewId,
    forkTestSchema,
  );
  const problem = await getProblem(getServiceClient(), interviewId);
  if (!problem?.tests) throw errorResponse('no_tests', { headers });
  const run = { ...order, runId: randomUUID(), interviewId: group, suite: problem.tests };
  return eventStream(request, (signal) => testInSandbox(run, signal), headers);
}
