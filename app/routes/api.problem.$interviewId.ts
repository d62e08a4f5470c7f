import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireAdmitted } from '#app/features/participants/require-admitted.server.ts';
import { getProblem } from '#app/features/problem/problem.server.ts';
import { jsonResponse } from '#app/server/error-response.server.ts';
import { getServiceClient } from '#app/server/supabase.server.ts';
import { problemSchema, viewProblem } from '#core/problem.ts';

/** `GET /api/problem/<interview>`: the problem as the role of whoever asks may see it; empty when there is none. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { entry, headers } = await requireAdmitted(request, {
    interviewId: params.interviewId ?? '',
    limit: 'problem:participant',
  });
  // Guests have no rights in the database: what they get is decided by the entry above and the role below.
  const problem = (await getProblem(getServiceClient(), entry.interviewId)) ?? problemSchema.parse({});
  return jsonResponse(viewProblem(problem, entry.role), headers);
}
