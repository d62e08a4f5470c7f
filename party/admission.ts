import { jwtVerify } from 'jose';
import type { CloseReason } from '#core/close-codes.ts';
import { type InterviewStatus, isOver } from '#core/interview-status.ts';
import { MAX_CONNECTIONS, MAX_CONNECTIONS_PER_PARTICIPANT } from '#core/limits.ts';
import {
  ROOM_PROTOCOL_VERSION,
  TAB_PARAM,
  TAKE_OVER_PARAM,
  TOKEN_PARAM,
  VERSION_PARAM,
} from '#core/room-protocol.ts';
import {
  ROOM_TOKEN_AUDIENCE,
  type RoomTokenClaims,
  roomTokenClaimsSchema,
  TOKEN_ALGORITHM,
  TOKEN_ISSUER,
} from '#core/tokens.ts';
import type { RoomEnv } from './env.ts';

/** Request header that carries the verified claims from the front to the room. Whatever a client puts there is overwritten. */
export const CLAIMS_HEADER = 'x-interlace-claims';

/** Who wants in, as far as the socket's address and headers say. */
export interface Knock {
  roomName: string;
  token: string | null;
  version: string | null;
  /** The page's origin; programs that are no browser send none. */
  origin: string | null;
}

export type Admission = { type: 'admit'; claims: RoomTokenClaims } | { type: 'refuse'; reason: CloseReason };

/** Reads the knock from a socket's request. */
export function readKnock(url: URL, origin: string | null, roomName: string): Knock {
  return {
    roomName,
    token: url.searchParams.get(TOKEN_PARAM),
    version: url.searchParams.get(VERSION_PARAM),
    origin,
  };
}

/** Which tab of somebody's browser knocks. */
export interface Tab {
  /** Null for programs that are no page of ours. */
  id: string | null;
  /** To be used instead of another tab of theirs. */
  takesOver: boolean;
}

/** Reads the tab from a socket's address. */
export function readTab({ searchParams }: URL): Tab {
  const id = searchParams.get(TAB_PARAM);
  return {
    id: id !== null && /^[\w-]{8,64}$/.test(id) ? id : null,
    takesOver: searchParams.get(TAKE_OVER_PARAM) === '1',
  };
}

/** The door before the room: decides by the address and token alone, and touches nothing of the room. */
export async function decideAdmission(
  knock: Knock,
  env: Pick<RoomEnv, 'ROOM_TOKEN_SECRET' | 'ALLOWED_ORIGINS'>,
): Promise<Admission> {
  if (knock.version !== String(ROOM_PROTOCOL_VERSION)) return { type: 'refuse', reason: 'versionMismatch' };
  const { origin } = knock;
  if (origin !== null && env.ALLOWED_ORIGINS.length > 0 && !env.ALLOWED_ORIGINS.includes(origin)) {
    return { type: 'refuse', reason: 'forbidden' };
  }
  const claims = await verifyRoomToken(knock.token ?? '', env.ROOM_TOKEN_SECRET);
  if (!claims || claims.room !== knock.roomName) return { type: 'refuse', reason: 'badToken' };
  return { type: 'admit', claims };
}

/** The claims of a token that is ours and in time, or null. The algorithm is pinned: a token cannot choose its own. */
export async function verifyRoomToken(token: string, secret: string): Promise<RoomTokenClaims | null> {
  try {
    const { payload } = await jwtVerify(token, new TextEncoder().encode(secret), {
      algorithms: [TOKEN_ALGORITHM],
      issuer: TOKEN_ISSUER,
      audience: ROOM_TOKEN_AUDIENCE,
      requiredClaims: ['sub', 'exp', 'iat'],
    });
    return roomTokenClaimsSchema.parse(payload);
  } catch {
    return null; // forged, expired, malformed: the one answer is a refusal, and the cause is nobody's business
  }
}

/** The door of the room itself: is there something to come to, and space? */
export function decideEntry(facts: {
  status: InterviewStatus;
  connections: number;
  connectionsOfParticipant: number;
}): CloseReason | null {
  if (isOver(facts.status)) return 'interviewOver';
  if (facts.connections >= MAX_CONNECTIONS) return 'roomFull';
  if (facts.connectionsOfParticipant >= MAX_CONNECTIONS_PER_PARTICIPANT) return 'roomFull';
  return null;
}

/** The claims as a header value: names may have any letters, headers may not. */
export function encodeClaims(claims: RoomTokenClaims): string {
  return encodeURIComponent(JSON.stringify(claims));
}

/** The claims that the front put into the header, or null when there are none. */
export function parseClaims(header: string | null): RoomTokenClaims | null {
  if (header === null) return null;
  const result = roomTokenClaimsSchema.safeParse(JSON.parse(decodeURIComponent(header)));
  return result.success ? result.data : null;
}

/** Whether an `Authorization` header carries this bearer token. Takes as long for a wrong one as for the right one. */
export function hasBearerToken(header: string | null, token: string): boolean {
  const encoder = new TextEncoder();
  const expected = encoder.encode(`Bearer ${token}`);
  const given = encoder.encode(header ?? '');
  let difference = expected.length ^ given.length;
  for (let i = 0; i < expected.length; i++) difference |= (expected[i] ?? 0) ^ (given[i] ?? 0);
  return difference === 0;
}
