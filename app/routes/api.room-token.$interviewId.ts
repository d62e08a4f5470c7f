import type { ActionFunctionArgs } from '@remix-run/node';
import { findEntry } from '#app/features/participants/room-entry.server.ts';
import { mintRoomToken, refusalOf, roomSocketUrl } from '#app/features/participants/room-token.server.ts';
import { requireRateLimits } from '#app/features/rate-limit/rate-limit.server.ts';
import { errorResponse, jsonResponse } from '#app/server/error-response.server.ts';

/** `POST /api/room-token/<interview>`: `{token, expiresAt, url}` for somebody who may be in the room now. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  await requireRateLimits([['room-token:address', context.clientAddress]]);
  const { entry, user, headers } = await findEntry(request, params.interviewId ?? '');
  if (!entry) return errorResponse(user ? 'not_found' : 'unauthenticated', { headers });
  await requireRateLimits([['room-token:participant', entry.participantId]]);
  const refusal = refusalOf(entry);
  if (refusal) return errorResponse(refusal.code, { message: refusal.message, headers });
  return jsonResponse({ ...(await mintRoomToken(entry)), url: roomSocketUrl() }, headers);
}

export function loader() {
  return new Response(null, { status: 405, headers: { allow: 'POST' } });
}
