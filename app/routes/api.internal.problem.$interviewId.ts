import type { LoaderFunctionArgs } from '@remix-run/node';
import { getProblem } from '#app/features/problem/problem.server.ts';
import { errorResponse, jsonResponse } from '#app/server/error-response.server.ts';
import { parseId } from '#app/server/form.server.ts';
import { hasServiceToken } from '#app/server/service-token.server.ts';
import { getServiceClient } from '#app/server/supabase.server.ts';

/** `GET /api/internal/problem/<interview>`: the whole problem, hidden tests included, for the room server alone. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  if (!hasServiceToken(request, 'room'))
    return errorResponse('unauthenticated', { message: 'Send the service token of this installation.' });
  const id = parseId(params.interviewId);
  const problem = id && (await getProblem(getServiceClient(), id));
  return problem ? jsonResponse(problem) : errorResponse('not_found');
}
