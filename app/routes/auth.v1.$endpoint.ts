import type { LoaderFunctionArgs } from '@remix-run/node';
import { isSupabaseHidden, requireGoogle } from '#app/features/auth/google.server.ts';
import { requirePageRateLimits } from '#app/features/rate-limit/rate-limit.server.ts';
import { getEnv } from '#app/server/env.server.ts';
import { pageError } from '#app/server/error-response.server.ts';

/** The two addresses of the auth service that a browser must reach for Google; nothing else of it is public. */
const PUBLIC = new Set(['authorize', 'callback']);

/** How long the auth service may take; it asks Google once in between. */
const TIMEOUT = 15_000;

/** `GET /auth/v1/authorize` and `/auth/v1/callback`: passed on to a Supabase that browsers cannot reach. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  requireGoogle();
  const endpoint = params.endpoint ?? '';
  if (!PUBLIC.has(endpoint) || !isSupabaseHidden()) throw pageError('not_found');
  await requirePageRateLimits([['sign-in:address', context.clientAddress]]);
  const url = `${getEnv().SUPABASE_URL}/auth/v1/${endpoint}${new URL(request.url).search}`;
  const answer = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT) });
  const location = answer.headers.get('location');
  await answer.body?.cancel();
  if (!location) throw pageError('bad_request');
  return new Response(null, { status: 302, headers: { location, 'cache-control': 'no-store' } });
}
