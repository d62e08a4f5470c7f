import { type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { requireGoogle } from '#app/features/auth/google.server.ts';
import { safeNextPath } from '#app/features/auth/next-path.ts';
import { requirePageRateLimits } from '#app/features/rate-limit/rate-limit.server.ts';
import { createRequestClient } from '#app/server/supabase.server.ts';

/** `GET /auth/callback`: the end of signing in with Google. The code is good only with this browser's own cookie. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  requireGoogle();
  await requirePageRateLimits([['confirm:address', context.clientAddress]]);
  const query = new URL(request.url).searchParams;
  const code = query.get('code');
  const { supabase, headers } = createRequestClient(request);
  const isSignedIn = code ? !(await supabase.auth.exchangeCodeForSession(code)).error : false;
  return redirect(isSignedIn ? safeNextPath(query.get('next')) : '/sign-in?problem=google', { headers });
}
