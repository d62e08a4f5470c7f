import type { LoaderFunctionArgs } from '@remix-run/node';
import { lendQuestion } from '#app/features/questions/plan.server.ts';
import { errorResponse, jsonResponse } from '#app/server/error-response.server.ts';
import { parseId } from '#app/server/form.server.ts';
import { hasServiceToken } from '#app/server/service-token.server.ts';

/**
 * `GET /api/internal/question/<interview>/<question>`: a question of the interview's plan, hidden tests included and
 * solutions not, for the room server alone.
 */
export async function loader({ request, params }: LoaderFunctionArgs) {
  if (!hasServiceToken(request, 'room'))
    return errorResponse('unauthenticated', { message: 'Send the service token of this installation.' });
  const [interviewId, questionId] = [parseId(params.interviewId), parseId(params.questionId)];
  const question = interviewId && questionId && (await lendQuestion(interviewId, questionId));
  return question ? jsonResponse(question) : errorResponse('not_found');
}
