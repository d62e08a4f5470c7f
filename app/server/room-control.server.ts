import { makeRoomName } from '#core/room-name.ts';
import type { ControlRequest } from '#core/room-protocol.ts';
import { getEnv } from './env.server.ts';
import { logError } from './log.server.ts';

/** How long the room server may take. The caller's own change is already stored; people must not wait for this. */
export const CONTROL_TIMEOUT = 3000;

/**
 * Tells the room what the app has just stored. A room that does not answer is logged and not fatal:
 * tokens are short-lived and every new connection is decided by what the database says.
 */
export async function tellRoom(interviewId: string, message: ControlRequest): Promise<void> {
  try {
    const response = await askRoom(interviewId, 'control', {
      method: 'POST',
      body: JSON.stringify(message),
      signal: AbortSignal.timeout(CONTROL_TIMEOUT),
    });
    await response.body?.cancel();
    if (!response.ok)
      logError('room', 'The room refused a message of the app.', {
        type: message.type,
        status: response.status,
      });
  } catch (error) {
    logError('room', 'The room server did not answer.', {
      type: message.type,
      cause: error instanceof Error ? error.name : 'unknown',
    });
  }
}

/** Asks a room over HTTP, as the service: `path` is what stands behind its name. Throws when it does not answer. */
export async function askRoom(
  interviewId: string,
  path: string,
  init: { method?: string; body?: string; signal: AbortSignal },
): Promise<Response> {
  const env = getEnv();
  const url = `${env.ROOM_URL}/parties/main/${makeRoomName(interviewId)}/${path}`;
  return fetch(url, {
    ...init,
    headers: { authorization: `Bearer ${env.ROOM_SERVICE_TOKEN}`, 'content-type': 'application/json' },
  });
}
