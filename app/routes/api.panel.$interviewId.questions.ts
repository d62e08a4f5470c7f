import type { LoaderFunctionArgs } from '@remix-run/node';
import { listGuidedQuestions } from '#app/features/panel/guide.server.ts';
import { requireHolder } from '#app/features/panel/holder.server.ts';
import { jsonResponse } from '#app/server/error-response.server.ts';

/** `GET /api/panel/<interview>/questions`: guide, follow-ups, hints and rubric of each question of the plan. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const holder = await requireHolder(request, {
    interviewId: params.interviewId ?? '',
    limit: 'panel-read:account',
  });
  return jsonResponse({ questions: await listGuidedQuestions(holder) }, holder.headers);
}
