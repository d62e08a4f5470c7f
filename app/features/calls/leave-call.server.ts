import { RoomServiceClient, TwirpError } from 'livekit-server-sdk';
import { logError } from '#app/server/log.server.ts';
import { getMediaServer, httpUrlOf, type MediaServer } from '#app/server/media-server.server.ts';
import { tellRoom } from '#app/server/room-control.server.ts';
import { callNameOf } from '#core/call.ts';

/** How long the media server may take, in seconds. The caller's own change is already stored. */
const TIMEOUT = 3;

/** Closes the connections of somebody whose access changed, to the room and to its call. */
export async function tellAccessChanged(interviewId: string, participantId: string): Promise<void> {
  const call = callNameOf(interviewId);
  // what they were given before opens the call no more
  const revokeTokenTs = BigInt(Math.floor(Date.now() / 1000) + 1);
  await Promise.all([
    tellRoom(interviewId, { type: 'access-changed', participantId }),
    tellMediaServer((client) => client.removeParticipant(call, participantId, { revokeTokenTs })),
  ]);
}

/** Ends the call of an interview that is over. */
export async function endCall(interviewId: string): Promise<void> {
  await tellMediaServer((client) => client.deleteRoom(callNameOf(interviewId)));
}

/** Does this where there is a media server. That it does not answer, or knows nobody of the kind, is not fatal. */
async function tellMediaServer(work: (client: RoomServiceClient) => Promise<void>): Promise<void> {
  const server = getMediaServer();
  if (!server) return;
  try {
    await work(makeClient(server));
  } catch (error) {
    if (error instanceof TwirpError && error.code === 'not_found') return;
    logError('call', 'The media server did not put somebody out of a call.', {
      cause: error instanceof Error ? error.name : 'unknown',
    });
  }
}

function makeClient(server: MediaServer): RoomServiceClient {
  const { apiKey, apiSecret } = server;
  return new RoomServiceClient(httpUrlOf(server), apiKey, apiSecret, { requestTimeout: TIMEOUT });
}
