import { data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { Plus, Users } from 'lucide-react';
import { PageHead } from '#app/components/page-head.tsx';
import { TextLink } from '#app/components/text-link.tsx';
import { Time } from '#app/components/time.tsx';
import { Badge } from '#app/components/ui/badge.tsx';
import { ButtonLink } from '#app/components/ui/button.tsx';
import { Card } from '#app/components/ui/card.tsx';
import { EmptyState } from '#app/components/ui/empty-state.tsx';
import { Cell, HeadCell, Table } from '#app/components/ui/table.tsx';
import { describeCalls } from '#app/features/calls/calls-line.server.ts';
import { findInterviews, MAX_LISTED } from '#app/features/interviews/interview-list.server.ts';
import { ListControls } from '#app/features/interviews/list-controls.tsx';
import { listPath, parseListQuery } from '#app/features/interviews/list-query.ts';
import { SortHead } from '#app/features/interviews/sort-head.tsx';
import { StatusBadge } from '#app/features/interviews/status-badge.tsx';
import { requireMember } from '#app/features/organisations/member.server.ts';
import { LANGUAGES } from '#core/languages.ts';
import { memberCan } from '#core/roles.ts';

export const meta: MetaFunction = () => [{ title: 'Interviews · Interlace' }];

export async function loader({ request }: LoaderFunctionArgs) {
  const { supabase, organisation, headers } = await requireMember(request);
  const query = parseListQuery(new URL(request.url).searchParams);
  const list = await findInterviews(supabase, { ...query, organisationId: organisation.id });
  return data(
    {
      ...list,
      query,
      organisationName: organisation.name,
      canWrite: memberCan(organisation.role, 'write-interviews'),
      maxListed: MAX_LISTED,
      calls: memberCan(organisation.role, 'manage-members') ? await describeCalls() : null,
    },
    { headers },
  );
}

export default function Interviews() {
  const { interviews, hasMore, query, organisationName, canWrite, maxListed, calls } =
    useLoaderData<typeof loader>();
  const isFiltered = query.q !== '' || query.show !== 'all';
  const newButton = canWrite && (
    <ButtonLink to="/interviews/new" variant="primary" icon={<Plus aria-hidden="true" size={16} />}>
      New interview
    </ButtonLink>
  );
  if (interviews.length === 0 && !isFiltered) {
    return (
      <>
        <PageHead title="Interviews" lead={organisationName} />
        <Card>
          <EmptyState
            icon={<Users aria-hidden="true" size={28} strokeWidth={1.5} />}
            title="No interviews yet"
            action={newButton}
          >
            {canWrite
              ? 'Create one and you get a room with an editor, and a link that lets the candidate in without an account.'
              : 'Interviews of your organisation appear here once somebody who interviews has created one.'}
          </EmptyState>
        </Card>
        {calls && <CallsLine text={calls} />}
      </>
    );
  }
  return (
    <>
      <PageHead title="Interviews" lead={organisationName} actions={newButton} />
      <ListControls query={query} />
      <Card className="mt-4 overflow-hidden">
        {interviews.length === 0 ? (
          <EmptyState
            title="No interview fits"
            action={<ButtonLink to="/interviews">Show all interviews</ButtonLink>}
          >
            Try fewer letters of the title or the candidate’s name.
          </EmptyState>
        ) : (
          <Table caption="Interviews">
            <thead>
              <tr>
                <SortHead query={query} sort="title" label="Title" />
                <SortHead query={query} sort="candidate" label="Candidate" className="hidden md:table-cell" />
                <HeadCell className="hidden lg:table-cell">Language</HeadCell>
                <SortHead query={query} sort="status" label="Status" />
                <SortHead query={query} sort="scheduled" label="Scheduled" className="hidden sm:table-cell" />
                <SortHead query={query} sort="created" label="Created" className="hidden lg:table-cell" />
              </tr>
            </thead>
            <tbody>
              {interviews.map((interview) => (
                <tr key={interview.id} className="relative border-b last:border-b-0 hover:bg-hover/60">
                  <Cell>
                    <Link
                      to={`/interviews/${interview.id}`}
                      className="font-medium after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
                    >
                      {interview.title}
                    </Link>
                    <span className="block text-ink-soft md:hidden">{interview.candidateName}</span>
                  </Cell>
                  <Cell className="hidden text-ink-soft md:table-cell">{interview.candidateName}</Cell>
                  <Cell className="hidden text-ink-soft lg:table-cell">
                    {LANGUAGES[interview.language].label}
                  </Cell>
                  <Cell>
                    <span className="flex flex-wrap gap-1">
                      <StatusBadge status={interview.status} />
                      {interview.waitingCount > 0 && (
                        <Badge tone="warn">{interview.waitingCount} waiting</Badge>
                      )}
                    </span>
                  </Cell>
                  <Cell className="hidden text-ink-soft sm:table-cell">
                    {interview.scheduledAt ? <Time value={interview.scheduledAt} /> : 'Not set'}
                  </Cell>
                  <Cell className="hidden text-ink-soft lg:table-cell">
                    <Time value={interview.createdAt} show="date" />
                  </Cell>
                </tr>
              ))}
            </tbody>
          </Table>
        )}
      </Card>
      {hasMore && (
        <p className="mt-3 text-13 text-ink-soft">
          These are the first {maxListed}. Search for the others, or{' '}
          <TextLink to={listPath(query, { order: query.order === 'asc' ? 'desc' : 'asc' })}>
            turn the order around
          </TextLink>
          .
        </p>
      )}
      {calls && <CallsLine text={calls} />}
    </>
  );
}

/** For those who run the organisation: whether people can talk in rooms. */
function CallsLine({ text }: { text: string }) {
  return <p className="mt-3 text-13 text-ink-faint">{text}</p>;
}
