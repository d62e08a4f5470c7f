import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireRateLimits } from '#app/features/rate-limit/rate-limit.server.ts';
import { requireReplayMember } from '#app/features/replay/viewer.server.ts';
import { answerVoice, findVoice } from '#app/features/replay/voices.server.ts';
import { errorResponse } from '#app/server/error-response.server.ts';
import { parseId } from '#app/server/form.server.ts';

/** `GET /api/replay/<interview>/voices/<segment>`: one stretch of a voice, whole or the range that is asked for. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  await requireRateLimits([['replay-read:address', context.clientAddress]]);
  const { interview, headers } = await requireReplayMember(request, params.interviewId ?? '');
  const segmentId = parseId(params.segmentId);
  const voice = segmentId && (await findVoice(interview.interviewId, segmentId));
  const answer = voice && (await answerVoice(voice, request, headers));
  return answer || errorResponse('not_found', { headers });
}
