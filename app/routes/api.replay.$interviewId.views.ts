import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireRateLimits } from '#app/features/rate-limit/rate-limit.server.ts';
import { listViews } from '#app/features/replay/view-log.server.ts';
import { requireReplayMember, rightsOf } from '#app/features/replay/viewer.server.ts';
import { errorResponse, jsonResponse } from '#app/server/error-response.server.ts';

/** `GET /api/replay/<interview>/views`: who looked, for those who may hand out links. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  await requireRateLimits([['replay-read:address', context.clientAddress]]);
  const { supabase, viewer, interview, headers } = await requireReplayMember(
    request,
    params.interviewId ?? '',
  );
  if (!rightsOf(viewer).canShare) return errorResponse('forbidden', { headers });
  return jsonResponse({ views: await listViews(supabase, interview.interviewId) }, headers);
}
