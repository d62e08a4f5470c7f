import type { ActionFunctionArgs } from '@remix-run/node';
import { readCallEvent } from '#app/features/calls/call-events.server.ts';
import { errorResponse, jsonResponse } from '#app/server/error-response.server.ts';
import { readBodyWithin } from '#app/server/form.server.ts';
import { logError, logInfo } from '#app/server/log.server.ts';

/** Longest event that is read, in bytes; they have some thousands. */
const MAX_EVENT_BYTES = 256 * 1024;

/** `POST /api/webhooks/livekit`: what the media server tells of calls, signed with the key that the two share. */
export async function action({ request }: ActionFunctionArgs) {
  const body = await readBodyWithin(request, MAX_EVENT_BYTES);
  if (!body) return errorResponse('too_large');
  const event = await readCallEvent(body.toString('utf8'), request.headers.get('authorization') ?? '');
  if (!event) {
    logError('call', 'An event of the media server was refused: its signature is not genuine.');
    return errorResponse('unauthenticated', { message: 'Sign this with the key of this installation.' });
  }
  if (event.isKnown)
    logInfo('call', 'Somebody came, left, or a call ended.', {
      event: event.name,
      call: event.call,
      participant: event.participant,
    });
  return jsonResponse({ taken: true });
}

export function loader() {
  return new Response(null, { status: 405, headers: { allow: 'POST' } });
}
