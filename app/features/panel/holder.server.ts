import { getUser } from '#app/features/auth/session.server.ts';
import { getGuestId } from '#app/features/participants/guest-cookie.server.ts';
import { requireRateLimits } from '#app/features/rate-limit/rate-limit.server.ts';
import { errorResponse } from '#app/server/error-response.server.ts';
import { parseId } from '#app/server/form.server.ts';
import type { AppSupabase } from '#app/server/supabase.server.ts';
import { type MemberRole, memberSeesSignals } from '#core/roles.ts';

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
  const { supabase, headers, user } = await getUser(request);
  const interviewId = parseId(options.interviewId);
  if (!interviewId) throw errorResponse('not_found', { headers });
  const role = user && (await getRole(supabase, { userId: user.id, interviewId }));
  if (user && role && memberSeesSignals(role)) {
    await requireRateLimits([[options.limit, user.id]]);
    return { supabase, headers, userId: user.id, interviewId };
  }
  if (role || (await getGuestId(request, interviewId))) throw errorResponse('forbidden', { headers });
  throw errorResponse(user ? 'not_found' : 'unauthenticated', { headers });
}

/** The role of a member of the interview's organisation; null for everybody else. */
async function getRole(
  supabase: AppSupabase,
  { userId, interviewId }: { userId: string; interviewId: string },
): Promise<MemberRole | null> {
  const { data, error } = await supabase
    .from('interviews')
    .select('organizations(memberships(role, user_id))')
    .eq('id', interviewId)
    .eq('organizations.memberships.user_id', userId)
    .maybeSingle();
  if (error) throw new Error('The membership could not be read.', { cause: error });
  return data?.organizations?.memberships[0]?.role ?? null;
}
