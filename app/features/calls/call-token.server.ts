import { AccessToken, TrackSource, type VideoGrant } from 'livekit-server-sdk';
import type { MediaServer } from '#app/server/media-server.server.ts';
import { CALL_RIGHTS, CALL_TOKEN_TTL, type CallSource, callNameOf, RECORDER_IDENTITY } from '#core/call.ts';
import type { RoomRole } from '#core/roles.ts';

/** Somebody who may be in the call of an interview. */
export interface Caller {
  participantId: string;
  interviewId: string;
  role: RoomRole;
  name: string;
  /** Index into the palette of people. */
  colour: number;
}

const SOURCES = {
  microphone: TrackSource.MICROPHONE,
  camera: TrackSource.CAMERA,
  screen_share: TrackSource.SCREEN_SHARE,
  screen_share_audio: TrackSource.SCREEN_SHARE_AUDIO,
} as const satisfies Record<CallSource, TrackSource>;

/** A token for the call of an interview, by role: `CALL_RIGHTS` says who may do what. */
export function mintCallToken(caller: Caller, server: MediaServer): Promise<string> {
  const { sources, isHidden } = CALL_RIGHTS[caller.role];
  const maySpeak = sources.length > 0;
  const isAgent = caller.role === 'ai';
  const token = makeToken(server, {
    identity: caller.participantId,
    name: caller.name,
    metadata: JSON.stringify({ role: caller.role, colour: caller.colour }),
  });
  if (isAgent) token.kind = 'agent';
  token.addGrant({
    ...comesInto(caller.interviewId),
    hidden: isHidden,
    canPublish: maySpeak,
    ...(maySpeak && { canPublishSources: sources.map((source) => SOURCES[source]) }),
    canPublishData: maySpeak,
    // it says in its attributes what it does; people cannot become somebody else
    canUpdateOwnMetadata: isAgent,
    ...(isAgent && { agent: true }),
  });
  return token.toJwt();
}

/** A token for the hidden participant that records the call. */
export function mintRecorderToken(interviewId: string, server: MediaServer): Promise<string> {
  const token = makeToken(server, { identity: RECORDER_IDENTITY });
  token.addGrant({
    ...comesInto(interviewId),
    hidden: true,
    recorder: true,
    canPublish: false,
    canPublishData: false,
    canUpdateOwnMetadata: false,
  });
  return token.toJwt();
}

function makeToken(
  { apiKey, apiSecret }: MediaServer,
  facts: { identity: string; name?: string; metadata?: string },
): AccessToken {
  return new AccessToken(apiKey, apiSecret, { ...facts, ttl: CALL_TOKEN_TTL / 1000 });
}

function comesInto(interviewId: string): VideoGrant {
  return { roomJoin: true, room: callNameOf(interviewId), canSubscribe: true };
}
