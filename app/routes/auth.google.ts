import { type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { requireGoogle, startGoogleSignIn } from '#app/features/auth/google.server.ts';
import { safeNextPath } from '#app/features/auth/next-path.ts';
import { requirePageRateLimits } from '#app/features/rate-limit/rate-limit.server.ts';

/** `GET /auth/google`: sends the browser to Google. A plain link, so that no form leads to another site. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  requireGoogle();
  await requirePageRateLimits([['sign-in:address', context.clientAddress]]);
  const next = safeNextPath(new URL(request.url).searchParams.get('next'));
  const { url, headers } = await startGoogleSignIn(request, next);
  return redirect(url, { headers });
}
