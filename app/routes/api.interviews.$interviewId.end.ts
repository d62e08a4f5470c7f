import type { ActionFunctionArgs } from '@remix-run/node';
import { endInterview } from '#app/features/interviews/progress.server.ts';
import { findEntry } from '#app/features/participants/room-entry.server.ts';
import { requireRateLimits } from '#app/features/rate-limit/rate-limit.server.ts';
import { errorResponse, jsonResponse } from '#app/server/error-response.server.ts';
import { can } from '#core/roles.ts';

/** `POST /api/interviews/<id>/end`: ends the interview for everybody. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { entry, user, headers } = await findEntry(request, params.interviewId ?? '');
  if (!entry) return errorResponse(user ? 'not_found' : 'unauthenticated', { headers });
  await requireRateLimits([['lobby:participant', entry.participantId]]);
  if (!entry.isMember || !can(entry.role, 'end')) return errorResponse('forbidden', { headers });
  const isEnded = await endInterview({ interviewId: entry.interviewId, byName: entry.name });
  return isEnded ? jsonResponse({ ended: true }, headers) : errorResponse('room_unavailable', { headers });
}

export function loader() {
  return new Response(null, { status: 405, headers: { allow: 'POST' } });
}
