import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireMember } from '#app/features/organisations/member.server.ts';
import { listChoices } from '#app/features/questions/question-list.server.ts';
import { errorResponse, jsonResponse } from '#app/server/error-response.server.ts';
import { memberCan } from '#core/roles.ts';

/** Characters of a search that are looked at. */
const MAX_SEARCH = 100;

/** `GET /api/questions/choices?of=<organisation>&q=`: what can be put into the plan of one of its interviews. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { supabase, user, organisations, headers } = await requireMember(request);
  const search = new URL(request.url).searchParams;
  const organisation = organisations.find(({ id }) => id === search.get('of'));
  if (!organisation || !memberCan(organisation.role, 'write-interviews'))
    throw errorResponse('forbidden', { headers });
  const q = (search.get('q') ?? '').slice(0, MAX_SEARCH);
  return jsonResponse(
    await listChoices(supabase, { organisationId: organisation.id, userId: user.id, q }),
    headers,
  );
}
