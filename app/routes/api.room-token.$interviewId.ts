import type { ActionFunctionArgs } from '@remix-run/node';
import { getGuestId } from '#app/features/participants/guest-cookie.server.ts';
import { findEntry } from '#app/features/participants/room-entry.server.ts';
import { mintRoomToken, refusalOf, roomSocketUrl } from '#app/features/participants/room-token.server.ts';
import { requireRateLimits } from '#app/features/rate-limit/rate-limit.server.ts';
import { errorResponse, jsonResponse } from '#app/server/error-response.server.ts';

/** `POST /api/room-token/<interview>`: `{token, expiresAt, url}` for somebody who may be in the room now. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  await requireRateLimits([['room-token:address', context.clientAddress]]);
  const interviewId = params.interviewId ?? '';
  const { entry, user, headers } = await findEntry(request, interviewId);
  if (!entry) {
    // A guest cannot sign in: what let them in is the link, and it was taken back or has ended.
    const code = (await getGuestId(request, interviewId))
      ? 'link_invalid'
      : user
        ? 'not_found'
        : 'unauthenticated';
    return errorResponse(code, { headers });
  }
  await requireRateLimits([['room-token:participant', entry.participantId]]);
  const refusal = refusalOf(entry);
  if (refusal) return errorResponse(refusal.code, { message: refusal.message, headers });
  return jsonResponse({ ...(await mintRoomToken(entry)), url: roomSocketUrl() }, headers);
}

export function loader() {
  return new Response(null, { status: 405, headers: { allow: 'POST' } });
}
