import { z } from 'zod';
import { MAX_INTERVIEW_MINUTES } from './interview-clock.ts';
import { languageIdSchema } from './languages.ts';
import { roomRoleSchema } from './roles.ts';

/** The one algorithm of room tokens. Whoever verifies must pin it, so that a token cannot choose its own. */
export const TOKEN_ALGORITHM = 'HS256';
export const TOKEN_ISSUER = 'interlace-app';
export const ROOM_TOKEN_AUDIENCE = 'interlace-room';

/** What the app says about somebody who may enter a room. Times are seconds since 1970, as JWT has them. */
export const roomTokenClaimsSchema = z.object({
  iss: z.literal(TOKEN_ISSUER),
  aud: z.literal(ROOM_TOKEN_AUDIENCE),
  /** Participant id (uuid). */
  sub: z.uuid(),
  /** Room name, as made by `makeRoomName`. */
  room: z.string(),
  role: roomRoleSchema,
  name: z.string(),
  /** Index into the palette of people. */
  colour: z.number().int().min(0),
  /** Language of the first file, used once, when the room is new. */
  language: languageIdSchema,
  /** How long the interview may take, in minutes; used once, when the room is new. */
  minutes: z.number().int().min(1).max(MAX_INTERVIEW_MINUTES).optional(),
  /** The text that they agreed to before they came in, and when (milliseconds); guests have it. */
  consent: z.object({ version: z.string().max(64), at: z.number() }).optional(),
  iat: z.number(),
  exp: z.number(),
});
export type RoomTokenClaims = z.infer<typeof roomTokenClaimsSchema>;
