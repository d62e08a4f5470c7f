import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { requireRateLimits } from '#app/features/rate-limit/rate-limit.server.ts';
import { createReplayLink, listReplayLinks } from '#app/features/replay/share-links.server.ts';
import { requireReplayMember } from '#app/features/replay/viewer.server.ts';
import { errorResponse, jsonResponse } from '#app/server/error-response.server.ts';
import { parseJson } from '#app/server/form.server.ts';
import { newLinkSchema } from '#core/replay-protocol.ts';

/** `GET /api/replay/<interview>/links`: the links to a replay, for members. Nobody learns their secrets again. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  await requireRateLimits([['replay-read:address', context.clientAddress]]);
  const { supabase, interview, headers } = await requireReplayMember(request, params.interviewId ?? '');
  return jsonResponse({ links: await listReplayLinks(supabase, interview.interviewId) }, headers);
}

/** `POST /api/replay/<interview>/links` `{label, days}`: a new link, with its address. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { supabase, viewer, interview, headers } = await requireReplayMember(
    request,
    params.interviewId ?? '',
  );
  if (request.method !== 'POST') return new Response(null, { status: 405, headers: { allow: 'GET, POST' } });
  await requireRateLimits([['replay-link:account', viewer.userId]]);
  const body = await parseJson(newLinkSchema, request);
  if (!body) return errorResponse('bad_request', { headers });
  const options = { interviewId: interview.interviewId, userId: viewer.userId, ...body };
  const made = await createReplayLink(supabase, options);
  return made ? jsonResponse(made, headers) : errorResponse('forbidden', { headers });
}
