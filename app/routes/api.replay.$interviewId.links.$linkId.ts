import type { ActionFunctionArgs } from '@remix-run/node';
import { requireRateLimits } from '#app/features/rate-limit/rate-limit.server.ts';
import { revokeReplayLink } from '#app/features/replay/share-links.server.ts';
import { requireReplayMember, rightsOf } from '#app/features/replay/viewer.server.ts';
import { errorResponse } from '#app/server/error-response.server.ts';
import { parseId } from '#app/server/form.server.ts';

/** `DELETE /api/replay/<interview>/links/<link>`: takes a link back. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { supabase, viewer, interview, headers } = await requireReplayMember(
    request,
    params.interviewId ?? '',
  );
  if (request.method !== 'DELETE') return loader();
  await requireRateLimits([['replay-link:account', viewer.userId]]);
  if (!rightsOf(viewer).canShare) return errorResponse('forbidden', { headers });
  const linkId = parseId(params.linkId);
  const target = linkId && { interviewId: interview.interviewId, linkId };
  return target && (await revokeReplayLink(supabase, target))
    ? new Response(null, { status: 204, headers })
    : errorResponse('not_found', { headers });
}

export function loader() {
  return new Response(null, { status: 405, headers: { allow: 'DELETE' } });
}
