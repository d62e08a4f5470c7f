import { createServerClient, parseCookieHeader, serializeCookieHeader } from '@supabase/ssr';
import { createClient, type SupabaseClient } from '@supabase/supabase-js';
import ws from 'ws';
import type { Database } from '#supabase/database.types.ts';
import { getEnv } from './env.server.ts';
import { fetchRefreshingOnce } from './refresh-once.server.ts';

export type AppSupabase = SupabaseClient<Database>;

/** Node 20 has no WebSocket of its own, and supabase-js refuses to start without one. */
const realtime = { transport: ws as unknown as typeof WebSocket };

/**
 * A client that acts as the signed-in person of this request, under row-level security. Refreshing or changing
 * the session writes cookies into `headers`: every response of this request must carry them.
 */
export function createRequestClient(request: Request): { supabase: AppSupabase; headers: Headers } {
  const env = getEnv();
  const headers = new Headers();
  const supabase = createServerClient<Database>(env.SUPABASE_URL, env.SUPABASE_PUBLISHABLE_KEY, {
    realtime,
    global: { fetch: fetchRefreshingOnce },
    cookieOptions: { httpOnly: true, sameSite: 'lax', secure: isHttps(), path: '/' },
    cookies: {
      getAll: () =>
        parseCookieHeader(request.headers.get('cookie') ?? '').map(({ name, value }) => ({
          name,
          value: value ?? '',
        })),
      setAll(cookies, cacheHeaders) {
        for (const { name, value, options } of cookies) {
          // The library reads these cookies on the server only; scripts of the page never need them.
          headers.append('set-cookie', serializeCookieHeader(name, value, { ...options, httpOnly: true }));
        }
        for (const [name, value] of Object.entries(cacheHeaders)) headers.set(name, value);
      },
    },
  });
  return { supabase, headers };
}

let service: AppSupabase | undefined;

/** A client with the secret key: past every policy. For what guests do and for tables of the service; never with input as a filter alone. */
export function getServiceClient(): AppSupabase {
  const env = getEnv();
  service ??= createClient<Database>(env.SUPABASE_URL, env.SUPABASE_SECRET_KEY, {
    realtime,
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
  });
  return service;
}

/** A client without a session and without a memory of one, for checking a password a second time. */
export function createDetachedClient(): AppSupabase {
  const env = getEnv();
  return createClient<Database>(env.SUPABASE_URL, env.SUPABASE_PUBLISHABLE_KEY, {
    realtime,
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
  });
}

/** Whether browsers reach the app over https, so that cookies are marked Secure. */
export function isHttps(): boolean {
  return getEnv().APP_URL.startsWith('https:');
}
