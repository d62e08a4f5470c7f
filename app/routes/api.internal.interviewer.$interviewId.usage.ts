import type { ActionFunctionArgs } from '@remix-run/node';
import { refuseMethod, requireLease } from '#app/features/ai-interviewer/host-request.server.ts';
import { recordUsage } from '#app/features/ai-interviewer/usage.server.ts';
import { jsonResponse } from '#app/server/error-response.server.ts';
import { usageReportSchema } from '#core/interviewer-service.ts';

/** `POST /api/internal/interviewer/<interview>/usage`: what an answer of a model cost. Counted once, by its id. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { interviewId, body } = await requireLease(usageReportSchema, request, params.interviewId);
  await recordUsage(interviewId, { ...body, purpose: 'interviewer' });
  return jsonResponse({ taken: true });
}

export const loader = refuseMethod;
