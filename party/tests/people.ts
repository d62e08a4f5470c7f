import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import type { RoomRole } from '#core/roles.ts';
import { makeRoomName } from '#core/room-name.ts';
import { ROOM_TOKEN_AUDIENCE, type RoomTokenClaims, TOKEN_ALGORITHM, TOKEN_ISSUER } from '#core/tokens.ts';

/** Secrets of the servers under test; they open nothing else. */
export const ROOM_TOKEN_SECRET = 'room-token-secret-of-the-room-tests';
export const ROOM_SERVICE_TOKEN = 'room-service-token-of-the-room-tests';
/** The first key of RFC 8032's test vectors. */
export const TAPE_SIGNING_KEY =
  'nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A.11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo';
/** What every room server needs to be told. */
export const ROOM_SECRETS = { ROOM_TOKEN_SECRET, ROOM_SERVICE_TOKEN, TAPE_SIGNING_KEY };

export function buildRoomName(): string {
  return makeRoomName(randomUUID());
}

/** Claims of somebody new in a new room, as the app would sign them. */
export function buildClaims(overrides: Partial<RoomTokenClaims> = {}): RoomTokenClaims {
  const now = Math.floor(Date.now() / 1000);
  return {
    iss: TOKEN_ISSUER,
    aud: ROOM_TOKEN_AUDIENCE,
    sub: randomUUID(),
    room: buildRoomName(),
    role: 'interviewer',
    name: 'Ada',
    colour: 0,
    language: 'python',
    iat: now,
    exp: now + 300,
    ...overrides,
  };
}

export function signToken(claims: Record<string, unknown>, secret = ROOM_TOKEN_SECRET): Promise<string> {
  return new SignJWT(claims)
    .setProtectedHeader({ alg: TOKEN_ALGORITHM })
    .sign(new TextEncoder().encode(secret));
}

/** Somebody who may enter the room, with a token. */
export interface Participant {
  claims: RoomTokenClaims;
  token: string;
}

export async function buildParticipant(
  room: string,
  role: RoomRole,
  name: string = role,
): Promise<Participant> {
  const claims = buildClaims({ room, role, name });
  return { claims, token: await signToken({ ...claims }) };
}
