import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireRateLimits } from '#app/features/rate-limit/rate-limit.server.ts';
import { computeCurve } from '#app/features/replay/curve.server.ts';
import { requireReplayMember } from '#app/features/replay/viewer.server.ts';
import { errorResponse } from '#app/server/error-response.server.ts';
import { eventStream } from '#app/server/event-stream.server.ts';
import { isOver } from '#core/interview-status.ts';

/** `GET /api/replay/<interview>/curve`: which tests passed when, for members, once the interview is over. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { viewer, interview, headers } = await requireReplayMember(request, params.interviewId ?? '');
  await requireRateLimits([['replay-curve:account', viewer.userId]]);
  if (!isOver(interview.status)) throw errorResponse('not_settled', { headers });
  return eventStream(request, (signal) => computeCurve(interview.interviewId, signal), headers);
}
