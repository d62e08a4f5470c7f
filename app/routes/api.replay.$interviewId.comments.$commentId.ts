import type { ActionFunctionArgs } from '@remix-run/node';
import { requireRateLimits } from '#app/features/rate-limit/rate-limit.server.ts';
import { changeComment, deleteComment, hasComment } from '#app/features/replay/comments.server.ts';
import { requireReplayMember } from '#app/features/replay/viewer.server.ts';
import { errorResponse, jsonResponse } from '#app/server/error-response.server.ts';
import { parseId, parseJson } from '#app/server/form.server.ts';
import { commentChangeSchema } from '#core/replay-protocol.ts';

/**
 * `PATCH /api/replay/<interview>/comments/<comment>`: who wrote it changes it. `DELETE`: who wrote it, an owner or an
 * admin deletes it, with its answers.
 */
export async function action({ request, params }: ActionFunctionArgs) {
  const { supabase, viewer, interview, headers } = await requireReplayMember(
    request,
    params.interviewId ?? '',
  );
  await requireRateLimits([['replay-comment:account', viewer.userId]]);
  const commentId = parseId(params.commentId);
  const target = commentId && { interviewId: interview.interviewId, commentId, userId: viewer.userId };
  if (!target || !(await hasComment(supabase, target))) return errorResponse('not_found', { headers });
  switch (request.method) {
    case 'PATCH': {
      const body = await parseJson(commentChangeSchema, request);
      if (!body) return errorResponse('bad_request', { headers });
      const comment = await changeComment(supabase, target, body);
      if (comment) return jsonResponse({ comment }, headers);
      return errorResponse('forbidden', { headers, message: 'Only who wrote a comment can change it.' });
    }
    case 'DELETE': {
      if (await deleteComment(supabase, target)) return new Response(null, { status: 204, headers });
      const message = 'Only who wrote a comment, an owner or an admin can delete it.';
      return errorResponse('forbidden', { headers, message });
    }
    default:
      return new Response(null, { status: 405, headers: { allow: 'PATCH, DELETE' } });
  }
}

export function loader() {
  return new Response(null, { status: 405, headers: { allow: 'PATCH, DELETE' } });
}
