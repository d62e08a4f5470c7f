import type { z } from 'zod';
import { requireRateLimits } from '#app/features/rate-limit/rate-limit.server.ts';
import { errorResponse } from '#app/server/error-response.server.ts';
import { parseJsonWithin } from '#app/server/form.server.ts';
import type { ForkTest } from '#core/replay-protocol.ts';
import { recordView, requireReplayMember, rightsOf } from './viewer.server.ts';

/** A request's body: a whole document with every sign escaped. The sandbox service takes no more either. */
const MAX_FORK_BYTES = 8 * 1024 * 1024;

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
  const body = await parseJsonWithin(schema, request, MAX_FORK_BYTES);
  if ('refusal' in body) throw errorResponse(body.refusal, { headers });
  const order = body.data;
  const paths = new Set(order.files.map(({ path }) => path));
  if (!paths.has(order.entry) || paths.size < order.files.length)
    throw errorResponse('bad_request', {
      headers,
      message: 'The file to start must be one of the files, and no two files may have the same path.',
    });
  await recordView(visit, 'fork');
  const { seesHiddenTests } = rightsOf(viewer);
  return { interviewId: interview.interviewId, order, group: viewer.userId, seesHiddenTests, headers };
}
