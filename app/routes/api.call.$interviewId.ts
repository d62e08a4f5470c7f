import type { ActionFunctionArgs } from '@remix-run/node';
import { answerCaller } from '#app/features/calls/call-reply.server.ts';
import { requireAdmitted } from '#app/features/participants/require-admitted.server.ts';
import { requireRateLimits } from '#app/features/rate-limit/rate-limit.server.ts';
import { jsonResponse } from '#app/server/error-response.server.ts';

/** `POST /api/call/<interview>`: how somebody who may be in the room now comes into its call. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  await requireRateLimits([['call:address', context.clientAddress]]);
  const { entry, headers } = await requireAdmitted(request, {
    interviewId: params.interviewId ?? '',
    limit: 'call:participant',
  });
  return jsonResponse(await answerCaller(entry, 'browser'), headers);
}

export function loader() {
  return new Response(null, { status: 405, headers: { allow: 'POST' } });
}
