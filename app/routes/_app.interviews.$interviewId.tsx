import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData, useSearchParams } from '@remix-run/react';
import { ClipboardList, DoorOpen, History } from 'lucide-react';
import { BackLink } from '#app/components/back-link.tsx';
import { Notice } from '#app/components/notice.tsx';
import { PageHead } from '#app/components/page-head.tsx';
import { ButtonLink } from '#app/components/ui/button.tsx';
import { useRevalidateEvery } from '#app/components/use-revalidate-every.ts';
import { InterviewerCard } from '#app/features/ai-interviewer/interviewer-card.tsx';
import { AssistantCard } from '#app/features/assistant/assistant-card.tsx';
import { DetailsCard } from '#app/features/interviews/details-card.tsx';
import { EndForm } from '#app/features/interviews/end-form.tsx';
import { actOnInterview } from '#app/features/interviews/interview-action.server.ts';
import { loadInterviewPage } from '#app/features/interviews/interview-page.server.ts';
import { StatusBadge } from '#app/features/interviews/status-badge.tsx';
import { LinksCard } from '#app/features/links/links-card.tsx';
import { NewLinksCard } from '#app/features/links/new-links-card.tsx';
import { PeopleCard } from '#app/features/participants/people-card.tsx';
import { ProblemCard } from '#app/features/problem/problem-card.tsx';
import { PlanCard } from '#app/features/questions/plan-card.tsx';
import { passHeaders } from '#app/server/page-headers.ts';
import { isOver } from '#core/interview-status.ts';
import { LANGUAGES } from '#core/languages.ts';

/** How often the page asks who waits in the lobby. */
const ASK_EVERY = 5000;

export const headers = passHeaders;
export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.interview.title ?? 'Interview'} · Interlace` },
];

export async function loader({ request, params }: LoaderFunctionArgs) {
  return loadInterviewPage(request, params.interviewId);
}

export async function action({ request, params }: ActionFunctionArgs) {
  return actOnInterview(request, params.interviewId);
}

export default function Interview() {
  const page = useLoaderData<typeof loader>();
  const { interview, organisationName, canWrite, links, people, problem, newLinks, timeZones } = page;
  const answer = useActionData<typeof action>();
  const [search] = useSearchParams();
  const isEnded = isOver(interview.status);
  useRevalidateEvery(isEnded ? null : ASK_EVERY);
  return (
    <>
      <PageHead
        back={<BackLink to="/interviews">Interviews</BackLink>}
        title={interview.title}
        badge={<StatusBadge status={interview.status} />}
        lead={`${interview.candidateName} · ${LANGUAGES[interview.language].label} · ${organisationName}`}
        actions={
          <>
            {interview.status !== 'created' && (
              <ButtonLink
                to={`/interviews/${interview.id}/replay`}
                icon={<History aria-hidden="true" size={16} />}
              >
                Replay
              </ButtonLink>
            )}
            {isEnded && (
              <ButtonLink
                to={`/interviews/${interview.id}/results`}
                variant="primary"
                icon={<ClipboardList aria-hidden="true" size={16} />}
              >
                Results
              </ButtonLink>
            )}
            {!isEnded && canWrite && <EndForm />}
            {!isEnded && (
              <ButtonLink
                to={`/room/${interview.id}`}
                variant="primary"
                icon={<DoorOpen aria-hidden="true" size={16} />}
              >
                Open the room
              </ButtonLink>
            )}
          </>
        }
      />
      <Outcome search={search} error={answer?.errors.mail} />
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_360px]">
        <div className="flex min-w-0 flex-col gap-5">
          <NewLinksCard key={interview.id} newLinks={newLinks} hasEmail={interview.candidateEmail !== null} />
          <PeopleCard people={people} canWrite={canWrite} isEnded={isEnded} />
          <PlanCard
            key={`plan ${interview.id}`}
            organisationId={page.organisationId}
            plan={page.plan}
            isEditable={canWrite && !isEnded}
          />
          <ProblemCard interviewId={interview.id} problem={problem} isEditable={canWrite && !isEnded} />
          <LinksCard
            links={links}
            canWrite={canWrite && !isEnded}
            isEnded={isEnded}
            isHeldByAi={page.interviewer.mind !== null}
            scheduledAt={interview.scheduledAt}
            errors={answer?.errors}
          />
        </div>
        <div className="flex min-w-0 flex-col gap-5">
          <InterviewerCard {...page.interviewer} answer={answer} />
          <AssistantCard {...page.assistant} answer={answer} />
          <DetailsCard interview={interview} canWrite={canWrite} timeZones={timeZones} answer={answer} />
        </div>
      </div>
    </>
  );
}

function Outcome({ search, error }: { search: URLSearchParams; error: string | undefined }) {
  const notice = error
    ? ({ tone: 'bad', text: error } as const)
    : search.get('mail') === 'sent'
      ? ({ tone: 'good', text: 'The link is on its way to the candidate.' } as const)
      : search.get('mail') === 'failed'
        ? ({
            tone: 'bad',
            text: 'The mail could not be sent. Copy the link and send it yourself, or try again in a moment.',
          } as const)
        : search.has('saved')
          ? ({ tone: 'good', text: 'Saved.' } as const)
          : null;
  return (
    notice && (
      <Notice tone={notice.tone} className="mb-5">
        {notice.text}
      </Notice>
    )
  );
}
