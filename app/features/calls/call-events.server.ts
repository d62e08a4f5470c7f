import { WebhookReceiver } from 'livekit-server-sdk';
import { getMediaServer } from '#app/server/media-server.server.ts';

const KNOWN: ReadonlySet<string> = new Set(['participant_joined', 'participant_left', 'room_finished']);

export interface CallEvent {
  name: string;
  /** Whether anybody wants to hear of it. */
  isKnown: boolean;
  call: string | null;
  /** Identity of whom it is about. */
  participant: string | null;
}

/** What the media server says, or null when it was not signed by it. */
export async function readCallEvent(body: string, authorization: string): Promise<CallEvent | null> {
  const server = getMediaServer();
  if (!server) return null;
  try {
    const receiver = new WebhookReceiver(server.apiKey, server.apiSecret);
    const { event, room, participant } = await receiver.receive(body, authorization);
    return {
      name: event,
      isKnown: KNOWN.has(event),
      call: room?.name ?? null,
      participant: participant?.identity ?? null,
    };
  } catch {
    return null; // signed by nobody, with another key, or changed on its way
  }
}
