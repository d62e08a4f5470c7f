import { z } from 'zod';
import { ERRORS, type ErrorCode, errorCodeSchema } from '#core/error-codes.ts';

const replySchema = z.object({
  token: z.string(),
  /** Milliseconds since 1970, by the app's clock. */
  expiresAt: z.number(),
  /** Where to connect; the room's name follows it. */
  url: z.string(),
});
const errorReplySchema = z.object({ error: z.object({ code: errorCodeSchema, message: z.string() }) });

export type RoomToken = z.infer<typeof replySchema>;
export type TokenAnswer =
  | { type: 'token'; token: RoomToken }
  /** The app says no. */
  | { type: 'refused'; code: ErrorCode; message: string }
  /** The app did not answer; ask again later. */
  | { type: 'unreachable' };

/** Asks the app for entry to the room of this interview. Never throws. */
export async function fetchRoomToken(
  interviewId: string,
  fetcher: typeof fetch = fetch,
): Promise<TokenAnswer> {
  try {
    const response = await fetcher(`/api/room-token/${interviewId}`, { method: 'POST' });
    const body: unknown = await response.json();
    if (response.ok) return { type: 'token', token: replySchema.parse(body) };
    const { code, message } = errorReplySchema.parse(body).error;
    return ERRORS[code].status >= 500 || code === 'too_many_requests'
      ? { type: 'unreachable' }
      : { type: 'refused', code, message };
  } catch {
    return { type: 'unreachable' }; // no network, or a proxy's page instead of the app's answer
  }
}
