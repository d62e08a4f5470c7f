import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { requireRateLimits } from '#app/features/rate-limit/rate-limit.server.ts';
import { createComment, listComments } from '#app/features/replay/comments.server.ts';
import { requireReplayMember, requireReplayViewer } from '#app/features/replay/viewer.server.ts';
import { errorResponse, jsonResponse } from '#app/server/error-response.server.ts';
import { parseJson } from '#app/server/form.server.ts';
import { newCommentSchema } from '#core/replay-protocol.ts';

/** `GET /api/replay/<interview>/comments`: those that whoever asks may read. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  await requireRateLimits([['replay-read:address', context.clientAddress]]);
  const visit = await requireReplayViewer(request, params.interviewId ?? '');
  return jsonResponse({ comments: await listComments(visit) }, visit.headers);
}

/** `POST /api/replay/<interview>/comments`: a member says something about a moment. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { supabase, viewer, interview, headers } = await requireReplayMember(
    request,
    params.interviewId ?? '',
  );
  if (request.method !== 'POST') return new Response(null, { status: 405, headers: { allow: 'GET, POST' } });
  await requireRateLimits([['replay-comment:account', viewer.userId]]);
  const body = await parseJson(newCommentSchema, request);
  if (!body) return errorResponse('bad_request', { headers });
  const author = { interviewId: interview.interviewId, userId: viewer.userId };
  const comment = await createComment(supabase, author, body);
  return typeof comment === 'string'
    ? errorResponse(comment, { headers })
    : jsonResponse({ comment }, headers);
}
