import { SignJWT } from 'jose';
import { getEnv } from '#app/server/env.server.ts';
import { isOver } from '#core/interview-status.ts';
import { ROOM_TOKEN_TTL } from '#core/limits.ts';
import { makeRoomName } from '#core/room-name.ts';
import {
  ROOM_TOKEN_AUDIENCE,
  type RoomTokenClaims,
  roomTokenClaimsSchema,
  TOKEN_ALGORITHM,
  TOKEN_ISSUER,
} from '#core/tokens.ts';
import type { RoomEntry } from './room-entry.server.ts';

export interface RoomToken {
  token: string;
  /** Milliseconds since 1970. */
  expiresAt: number;
}

/** What a room token says of somebody, and what decides whether they get one. */
export type TokenFacts = Pick<
  RoomEntry,
  | 'participantId'
  | 'interviewId'
  | 'role'
  | 'name'
  | 'colour'
  | 'admission'
  | 'consent'
  | 'language'
  | 'minutes'
  | 'status'
>;

/**
 * The token that opens the room's socket for this person, good for `ROOM_TOKEN_TTL`. Throws for somebody who is
 * not admitted or when the interview is over: the caller asks `refusalOf` first and answers with its code.
 */
export async function mintRoomToken(entry: TokenFacts): Promise<RoomToken> {
  if (refusalOf(entry)) throw new Error('A room token was asked for somebody who may not enter.');
  const iat = Math.floor(Date.now() / 1000);
  const exp = iat + Math.floor(ROOM_TOKEN_TTL / 1000);
  const claims: RoomTokenClaims = roomTokenClaimsSchema.parse({
    iss: TOKEN_ISSUER,
    aud: ROOM_TOKEN_AUDIENCE,
    sub: entry.participantId,
    room: makeRoomName(entry.interviewId),
    role: entry.role,
    name: entry.name,
    colour: entry.colour,
    language: entry.language,
    ...(entry.minutes !== null && { minutes: entry.minutes }),
    ...(entry.consent && { consent: entry.consent }),
    iat,
    exp,
  });
  const token = await new SignJWT(claims)
    .setProtectedHeader({ alg: TOKEN_ALGORITHM, typ: 'JWT' })
    .sign(new TextEncoder().encode(getEnv().ROOM_TOKEN_SECRET));
  return { token, expiresAt: exp * 1000 };
}

/** Why this person gets no token, as an error code and a sentence, or null when they may enter. */
export function refusalOf(
  entry: Pick<RoomEntry, 'admission' | 'status'>,
): { code: 'forbidden' | 'interview_over'; message: string } | null {
  if (isOver(entry.status)) return { code: 'interview_over', message: 'This interview has ended.' };
  switch (entry.admission) {
    case 'admitted':
      return null;
    case 'waiting':
      return { code: 'forbidden', message: 'Wait in the lobby until an interviewer lets you in.' };
    case 'declined':
      return { code: 'forbidden', message: 'An interviewer did not let you in.' };
    case 'removed':
      return { code: 'forbidden', message: 'An interviewer removed you from this room.' };
  }
}

/** Where browsers open the room's sockets: the provider adds `/<room name>`. */
export function roomSocketUrl(): string {
  const { ROOM_PUBLIC_URL, APP_URL } = getEnv();
  return `${(ROOM_PUBLIC_URL ?? APP_URL).replace(/^http/, 'ws')}/parties/main`;
}
