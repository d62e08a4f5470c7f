import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireRateLimits } from '#app/features/rate-limit/rate-limit.server.ts';
import { requireReplayMember } from '#app/features/replay/viewer.server.ts';
import { listVoices } from '#app/features/replay/voices.server.ts';
import { jsonResponse } from '#app/server/error-response.server.ts';

/** `GET /api/replay/<interview>/voices`: what is stored of the voices, for members, as guests were told. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  await requireRateLimits([['replay-read:address', context.clientAddress]]);
  const { interview, headers } = await requireReplayMember(request, params.interviewId ?? '');
  return jsonResponse({ segments: await listVoices(interview.interviewId) }, headers);
}
