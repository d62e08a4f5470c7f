import { requireRateLimits } from '#app/features/rate-limit/rate-limit.server.ts';
import type { RateLimitName } from '#app/features/rate-limit/rate-limits.ts';
import { errorResponse } from '#app/server/error-response.server.ts';
import { getGuestId } from './guest-cookie.server.ts';
import { findEntry, type RoomEntry } from './room-entry.server.ts';
import { refusalOf } from './room-token.server.ts';

/**
 * Whoever sent this request, when they may be in the room now. Otherwise throws the JSON refusal. Counts against
 * `limit`, which is one of those per participant.
 */
export async function requireAdmitted(
  request: Request,
  options: { interviewId: string; limit: Extract<RateLimitName, `${string}:participant`> },
): Promise<{ entry: RoomEntry; headers: Headers }> {
  const { interviewId, limit } = options;
  const { entry, user, headers } = await findEntry(request, interviewId);
  if (!entry) {
    // A guest cannot sign in: what let them in is the link, and it was taken back or has ended.
    const code = (await getGuestId(request, interviewId))
      ? 'link_invalid'
      : user
        ? 'not_found'
        : 'unauthenticated';
    throw errorResponse(code, { headers });
  }
  await requireRateLimits([[limit, entry.participantId]]);
  const refusal = refusalOf(entry);
  if (refusal) throw errorResponse(refusal.code, { message: refusal.message, headers });
  return { entry, headers };
}
