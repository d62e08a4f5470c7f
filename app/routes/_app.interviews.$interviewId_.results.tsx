import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { ClipboardList, History } from 'lucide-react';
import { BackLink } from '#app/components/back-link.tsx';
import { FactRow } from '#app/components/fact-row.tsx';
import { PageHead } from '#app/components/page-head.tsx';
import { Time } from '#app/components/time.tsx';
import { ButtonLink } from '#app/components/ui/button.tsx';
import { Card, CardBody } from '#app/components/ui/card.tsx';
import { EmptyState } from '#app/components/ui/empty-state.tsx';
import { useRevalidateEvery } from '#app/components/use-revalidate-every.ts';
import { decideClaim } from '#app/features/results/claims.server.ts';
import { ClaimsCard } from '#app/features/results/claims-card.tsx';
import { MomentLink } from '#app/features/results/moment-link.tsx';
import { QuestionResult } from '#app/features/results/question-result.tsx';
import { ConversationCard, CurveCard, NotesCard } from '#app/features/results/result-parts.tsx';
import { loadResultsPage } from '#app/features/results/results-page.server.ts';
import { formatElapsed } from '#app/features/room/clock.ts';
import { passHeaders } from '#app/server/page-headers.ts';
import type { Report } from '#core/report/report.ts';

/** How often the page asks for results that are being put together, in milliseconds. */
const ASK_EVERY = 3000;

export const headers = passHeaders;
export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Results of ${data?.title ?? 'an interview'} · Interlace` },
];

export async function loader({ request, params }: LoaderFunctionArgs) {
  return loadResultsPage(request, params.interviewId);
}

export async function action({ request, params }: ActionFunctionArgs) {
  return decideClaim(request, params.interviewId);
}

export default function Results() {
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { interviewId, title, candidateName, report, isTested } = page;
  useRevalidateEvery(report && isTested ? null : ASK_EVERY);
  return (
    <>
      <PageHead
        back={<BackLink to={`/interviews/${interviewId}`}>{title}</BackLink>}
        title="Results"
        lead={`${candidateName} · ${title}`}
        actions={
          <ButtonLink
            to={`/interviews/${interviewId}/replay`}
            icon={<History aria-hidden="true" size={16} />}
          >
            Replay
          </ButtonLink>
        }
      />
      {report ? <Made {...page} report={report} answer={answer} /> : <NotMade isOver={page.isOver} />}
    </>
  );
}

function NotMade({ isOver }: { isOver: boolean }) {
  return (
    <Card>
      <EmptyState
        icon={<ClipboardList aria-hidden="true" size={24} />}
        title={isOver ? 'The results are being put together' : 'The interview is not over'}
      >
        {isOver
          ? 'The recording is stored, then the tests run once more on what was handed in. This page shows it by itself.'
          : 'Results are put together from the recording once it has ended.'}
      </EmptyState>
    </Card>
  );
}

type MadeProps = Pick<
  ReturnType<typeof useLoaderData<typeof loader>>,
  'interviewId' | 'canDecide' | 'isTested' | 'startedAt' | 'notes' | 'decisions'
> & {
  report: Report;
  answer: ReturnType<typeof useActionData<typeof action>>;
};

function Made({ interviewId, report, canDecide, isTested, startedAt, notes, decisions, answer }: MadeProps) {
  const { questions, claims, droppedClaims, conversation, lengthMs } = report;
  const hasClaims = claims.length + droppedClaims > 0 || conversation.some(({ role }) => role === 'ai');
  return (
    <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_400px]">
      <div className="flex min-w-0 flex-col gap-5">
        {questions.map((question, index) => (
          <QuestionResult
            key={question.questionId ?? 'own'}
            interviewId={interviewId}
            question={question}
            number={index + 1}
            isTestingDue={!isTested}
          />
        ))}
        {questions.length === 0 && (
          <Card title="Questions">
            <CardBody>
              <p className="text-13 text-ink-soft">No question of the plan was asked.</p>
            </CardBody>
          </Card>
        )}
        <CurveCard interviewId={interviewId} lengthMs={lengthMs} />
        <ConversationCard interviewId={interviewId} conversation={conversation} />
      </div>
      <div className="flex min-w-0 flex-col gap-5">
        <HandedIn interviewId={interviewId} report={report} startedAt={startedAt} />
        {canDecide && hasClaims && (
          <ClaimsCard
            interviewId={interviewId}
            claims={claims}
            droppedClaims={droppedClaims}
            decisions={decisions}
            answer={answer}
          />
        )}
        {canDecide && <NotesCard interviewId={interviewId} notes={notes} />}
      </div>
    </div>
  );
}

function HandedIn({
  interviewId,
  report: { lengthMs, final },
  startedAt,
}: Pick<MadeProps, 'interviewId' | 'report' | 'startedAt'>) {
  return (
    <Card title="As it was handed in">
      <CardBody className="flex flex-col gap-3">
        <dl className="tabular grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-2 text-13">
          {startedAt !== null && (
            <FactRow name="Began">
              <Time value={startedAt} />
            </FactRow>
          )}
          <FactRow name="Length of the recording">{formatElapsed(lengthMs)}</FactRow>
          <FactRow name="The code at the end">
            <MomentLink interviewId={interviewId} atMs={final.atMs} words="The code at the end" />
          </FactRow>
        </dl>
        <ul aria-label="Files at the end" className="tabular border-t pt-3 text-13">
          {final.files.map(({ path, characters }) => (
            <li key={path} className="flex items-baseline justify-between gap-4 py-0.5">
              <span className="min-w-0 truncate font-mono text-12" title={path}>
                {path}
              </span>
              <span className="shrink-0 text-ink-faint">{characters.toLocaleString('en')} characters</span>
            </li>
          ))}
          {final.files.length === 0 && <li className="text-ink-soft">No files.</li>}
        </ul>
      </CardBody>
    </Card>
  );
}
