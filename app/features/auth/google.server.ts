import { getEnv } from '#app/server/env.server.ts';
import { pageError } from '#app/server/error-response.server.ts';
import { createRequestClient } from '#app/server/supabase.server.ts';

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** Throws 404 where signing in with Google is off. */
export function requireGoogle(): void {
  if (getEnv().GOOGLE_ENABLED !== '1') throw pageError('not_found');
}

/** Where to send the browser so that it signs in with Google, with the cookie that proves later that it was this one. */
export async function startGoogleSignIn(
  request: Request,
  next: string,
): Promise<{ url: string; headers: Headers }> {
  const { APP_URL } = getEnv();
  const { supabase, headers } = createRequestClient(request);
  const redirectTo = `${APP_URL}/auth/callback?${new URLSearchParams({ next })}`;
  const { data, error } = await supabase.auth.signInWithOAuth({
    provider: 'google',
    options: { redirectTo, skipBrowserRedirect: true },
  });
  if (error || !data.url) throw new Error('Signing in with Google could not start.', { cause: error });
  return { url: asPublicUrl(data.url), headers };
}

/** A Supabase on this machine is not reachable for browsers; the app passes two of its addresses on. */
export function isSupabaseHidden(): boolean {
  return LOOPBACK.has(new URL(getEnv().SUPABASE_URL).hostname);
}

function asPublicUrl(url: string): string {
  const { APP_URL, SUPABASE_URL } = getEnv();
  return isSupabaseHidden() && url.startsWith(`${SUPABASE_URL}/`)
    ? APP_URL + url.slice(SUPABASE_URL.length)
    : url;
}
