import type { ActionFunctionArgs } from '@remix-run/node';
import { requireAdmitted } from '#app/features/participants/require-admitted.server.ts';
import { mintRoomToken, roomSocketUrl } from '#app/features/participants/room-token.server.ts';
import { requireRateLimits } from '#app/features/rate-limit/rate-limit.server.ts';
import { jsonResponse } from '#app/server/error-response.server.ts';

/** `POST /api/room-token/<interview>`: `{token, expiresAt, url}` for somebody who may be in the room now. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  await requireRateLimits([['room-token:address', context.clientAddress]]);
  const { entry, headers } = await requireAdmitted(request, {
    interviewId: params.interviewId ?? '',
    limit: 'room-token:participant',
  });
  return jsonResponse({ ...(await mintRoomToken(entry)), url: roomSocketUrl() }, headers);
}

export function loader() {
  return new Response(null, { status: 405, headers: { allow: 'POST' } });
}
