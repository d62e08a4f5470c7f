import { randomUUID } from 'node:crypto';
import type { ActionFunctionArgs } from '@remix-run/node';
import { requireFork } from '#app/features/replay/fork.server.ts';
import { eventStream } from '#app/server/event-stream.server.ts';
import { runInSandbox } from '#app/server/sandbox.server.ts';
import { forkRunSchema } from '#core/replay-protocol.ts';

/** `POST /api/replay/<interview>/run`: runs a copy of the files of some moment. The record stays as it is. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { order, group, headers } = await requireFork(request, params.interviewId, forkRunSchema);
  const run = { ...order, runId: randomUUID(), interviewId: group };
  return eventStream(request, (signal) => runInSandbox(run, signal), headers);
}
