import type { LoaderFunctionArgs } from '@remix-run/node';
import { redirect } from '@remix-run/node';
import { requirePageRateLimits } from '#app/features/rate-limit/rate-limit.server.ts';
import { rememberReplayLink } from '#app/features/replay/link-cookie.server.ts';
import { findReplayLink } from '#app/features/replay/replay-link.server.ts';
import { pageError } from '#app/server/error-response.server.ts';

/** `GET /replay/<secret>`: opens the replay that a member has shared. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  await requirePageRateLimits([['join-lookup:address', context.clientAddress]]);
  const link = await findReplayLink(params.secret ?? '');
  if (!link) throw pageError('link_invalid');
  const { search } = new URL(request.url);
  throw redirect(`/interviews/${link.interviewId}/replay${search}`, {
    headers: { 'set-cookie': await rememberReplayLink(request, link) },
  });
}

/** Never shown: the loader redirects or refuses. It makes the route a page, so that a refusal has the error page. */
export default function OpenReplay() {
  return null;
}
