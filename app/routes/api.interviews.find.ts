import type { LoaderFunctionArgs } from '@remix-run/node';
import { data } from '@remix-run/node';
import { findInterviews } from '#app/features/interviews/interview-list.server.ts';
import { requireMember } from '#app/features/organisations/member.server.ts';

/** Most interviews that the command palette offers at once. */
const MAX_FOUND = 8;

/** `GET /api/interviews/find?q=`: interviews by title or candidate, the newest first. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { supabase, organisation, headers } = await requireMember(request);
  const q = new URL(request.url).searchParams.get('q') ?? '';
  const { interviews } = await findInterviews(
    supabase,
    { organisationId: organisation.id, q, show: 'all', sort: 'created', order: 'desc' },
    MAX_FOUND,
  );
  return data(
    { interviews: interviews.map(({ id, title, candidateName }) => ({ id, title, candidateName })) },
    { headers },
  );
}
