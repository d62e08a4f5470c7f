import type { z } from 'zod';
import { requireRateLimits } from '#app/features/rate-limit/rate-limit.server.ts';
import { errorResponse } from '#app/server/error-response.server.ts';
import { parseJson } from '#app/server/form.server.ts';
import type { ForkTest } from '#core/replay-protocol.ts';
import { recordView, requireReplayMember, rightsOf } from './viewer.server.ts';

/** A copy of the past that a member may run. */
export interface Fork<T> {
  interviewId: string;
  order: T;
  /** The sandbox runs one program of a group at a time: members do not wait for each other, nor an interview for them. */
  group: string;
  seesHiddenTests: boolean;
  headers: Headers;
}

/** Reads what a member wants to run, and logs that they do. Throws the refusal. */
export async function requireFork<T extends ForkTest>(
  request: Request,
  id: string | undefined,
  schema: z.ZodType<T>,
): Promise<Fork<T>> {
  const visit = await requireReplayMember(request, id ?? '');
  const { viewer, interview, headers } = visit;
  if (request.method !== 'POST') throw new Response(null, { status: 405, headers: { allow: 'POST' } });
  await requireRateLimits([['replay-fork:account', viewer.userId]]);
  const order = await parseJson(schema, request);
  if (!order) throw errorResponse('bad_request', { headers });
  if (!order.files.some(({ path }) => path === order.entry))
    throw errorResponse('bad_request', { headers, message: 'The file to start is not among the files.' });
  await recordView(visit, 'fork');
  const { seesHiddenTests } = rightsOf(viewer);
  return { interviewId: interview.interviewId, order, group: viewer.userId, seesHiddenTests, headers };
}
