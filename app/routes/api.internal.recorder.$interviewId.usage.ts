import type { ActionFunctionArgs } from '@remix-run/node';
import { refuseMethod, requireHostBody } from '#app/features/ai-interviewer/host-request.server.ts';
import { recordUsage } from '#app/features/ai-interviewer/usage.server.ts';
import { requireRecordedCall } from '#app/features/calls/recorder-request.server.ts';
import { jsonResponse } from '#app/server/error-response.server.ts';
import { usageReportSchema } from '#core/interviewer-service.ts';

/** `POST /api/internal/recorder/<interview>/usage`: what a transcript of people's speech cost. Counted once, by its id. */
export async function action({ request, params }: ActionFunctionArgs) {
  const report = await requireHostBody(usageReportSchema, request, 'recorder');
  const { interviewId } = await requireRecordedCall(report.host, params.interviewId);
  await recordUsage(interviewId, { ...report, purpose: 'transcripts' });
  return jsonResponse({ taken: true });
}

export const loader = refuseMethod;
