import { redirect } from '@remix-run/node';
import { type AppSupabase, createRequestClient } from '#app/server/supabase.server.ts';
import { signInPath } from './next-path.ts';

export interface SessionUser {
  id: string;
  email: string;
}

export interface Session {
  supabase: AppSupabase;
  /** Cookies of a refreshed session; the response must carry them. */
  headers: Headers;
}

/** Who is signed in, as Supabase itself confirms it, or null. */
export async function getUser(request: Request): Promise<Session & { user: SessionUser | null }> {
  const { supabase, headers } = createRequestClient(request);
  if (!hasSessionCookie(request)) return { supabase, headers, user: null };
  const { data } = await supabase.auth.getUser();
  const user = data.user ? { id: data.user.id, email: data.user.email ?? '' } : null;
  return { supabase, headers, user };
}

/** Who is signed in. Otherwise throws the redirect to the sign-in page, which comes back here. */
export async function requireUser(request: Request): Promise<Session & { user: SessionUser }> {
  const { supabase, headers, user } = await getUser(request);
  if (!user) throw redirect(signInPath(comeBackTo(request)), { headers });
  return { supabase, headers, user };
}

/** Throws the redirect home for people who are signed in already. */
export async function requireSignedOut(request: Request): Promise<Session> {
  const { supabase, headers, user } = await getUser(request);
  if (user) throw redirect('/interviews', { headers });
  return { supabase, headers };
}

/** Only an address that shows a page makes sense after signing in, not one that a form was sent to. */
function comeBackTo(request: Request): string {
  const url = new URL(request.url);
  return request.method === 'GET' ? url.pathname + url.search : url.pathname;
}

function hasSessionCookie(request: Request): boolean {
  return /(?:^|;\s*)sb-[^=;]*-auth-token/.test(request.headers.get('cookie') ?? '');
}
