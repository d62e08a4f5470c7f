import type { ActionFunctionArgs } from '@remix-run/node';
import { applyStatusReport } from '#app/features/interviews/status-report.server.ts';
import { errorResponse, jsonResponse } from '#app/server/error-response.server.ts';
import { parseId, parseJson } from '#app/server/form.server.ts';
import { hasServiceToken } from '#app/server/service-token.server.ts';
import { statusReportSchema } from '#core/interview-clock.ts';

/** `POST /api/internal/status/<interview>`: where the interview stands, from its room alone. */
export async function action({ request, params }: ActionFunctionArgs) {
  if (!hasServiceToken(request, 'room'))
    return errorResponse('unauthenticated', { message: 'Send the service token of this installation.' });
  const id = parseId(params.interviewId);
  if (!id) return errorResponse('not_found');
  const report = await parseJson(statusReportSchema, request);
  if (!report) return errorResponse('bad_request');
  const outcome = await applyStatusReport(id, report);
  return outcome === 'gone' ? errorResponse('not_found') : jsonResponse({ taken: true });
}

export function loader() {
  return new Response(null, { status: 405, headers: { allow: 'POST' } });
}
