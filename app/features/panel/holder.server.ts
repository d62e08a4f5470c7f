import { findEntry } from '#app/features/participants/room-entry.server.ts';
import { requireRateLimits } from '#app/features/rate-limit/rate-limit.server.ts';
import { errorResponse } from '#app/server/error-response.server.ts';
import type { AppSupabase } from '#app/server/supabase.server.ts';
import { can } from '#core/roles.ts';

/** A member who holds an interview. Responses must carry `headers`. */
export interface Holder {
  supabase: AppSupabase;
  headers: Headers;
  userId: string;
  interviewId: string;
}

/**
 * The member who sent this request, when they hold this interview. Throws the refusal as JSON for everybody else:
 * people of other organisations are not told that it exists, guests and those who only review are told that it is not
 * for them. Row-level security says the same once more.
 */
export async function requireHolder(
  request: Request,
  options: { interviewId: string; limit: 'panel-read:account' | 'panel-write:account' },
): Promise<Holder> {
  const { entry, user, supabase, headers } = await findEntry(request, options.interviewId);
  if (!entry) throw errorResponse(user ? 'not_found' : 'unauthenticated', { headers });
  if (!user || !entry.isMember || !can(entry.role, 'see-signals'))
    throw errorResponse('forbidden', { headers });
  await requireRateLimits([[options.limit, user.id]]);
  return { supabase, headers, userId: user.id, interviewId: entry.interviewId };
}
