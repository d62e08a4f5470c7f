import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Form, Link, useActionData, useLoaderData, useSearchParams } from '@remix-run/react';
import { clsx } from 'clsx';
import { Archive, ArchiveRestore, CopyPlus, DoorOpen, FolderDown, SquarePen } from 'lucide-react';
import type { ReactNode } from 'react';
import { BackLink } from '#app/components/back-link.tsx';
import { Notice } from '#app/components/notice.tsx';
import { PageHead } from '#app/components/page-head.tsx';
import { Time } from '#app/components/time.tsx';
import { Badge } from '#app/components/ui/badge.tsx';
import { Button, ButtonLink } from '#app/components/ui/button.tsx';
import { Card, CardBody } from '#app/components/ui/card.tsx';
import { EmptyState } from '#app/components/ui/empty-state.tsx';
import { useIsPending } from '#app/components/use-is-pending.ts';
import { CandidatePreview } from '#app/features/questions/candidate-preview.tsx';
import { Detail } from '#app/features/questions/detail.tsx';
import { DraftCard } from '#app/features/questions/drafting/draft-card.tsx';
import { InterviewerView } from '#app/features/questions/interviewer-view.tsx';
import { PublishCard } from '#app/features/questions/publish-card.tsx';
import { actOnQuestion } from '#app/features/questions/question-action.server.ts';
import { LibraryBadge, StateBadge } from '#app/features/questions/question-badges.tsx';
import { loadQuestionPage } from '#app/features/questions/question-page.server.ts';
import { DIFFICULTY_LABELS, KIND_LABELS, languageLabel } from '#app/features/questions/question-words.ts';
import { VersionsCard } from '#app/features/questions/versions-card.tsx';
import { passHeaders } from '#app/server/page-headers.ts';

export const headers = passHeaders;
export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.question.title ?? 'Question'} · Interlace` },
];

export async function loader({ request, params }: LoaderFunctionArgs) {
  return loadQuestionPage(request, params.questionId);
}

export async function action({ request, params }: ActionFunctionArgs) {
  return actOnQuestion(request, params.questionId);
}

export default function QuestionPage() {
  const { question, version, content, view, versions, draft, canRead, canWrite, canDraft, organisationName } =
    useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const [search] = useSearchParams();
  const isForInterviewers = search.get('view') === 'interviewer';
  const isLatest = version === question.latestVersion;
  const published = question.publishedVersion;
  const latest = versions.find((one) => one.version === question.latestVersion);
  return (
    <>
      <PageHead
        back={<BackLink to="/questions">Questions</BackLink>}
        title={content?.title ?? question.title}
        badge={
          <span className="flex flex-wrap gap-1">
            <StateBadge
              state={question.state}
              hasChanges={published !== null && question.latestVersion > published}
            />
            {question.isLibrary && <LibraryBadge />}
          </span>
        }
        lead={`${KIND_LABELS[question.kind]} · ${DIFFICULTY_LABELS[question.difficulty]} · ${question.minutes} minutes`}
        actions={
          canRead && (
            <>
              <ButtonLink
                to={`/questions/${question.id}/export?version=${version}`}
                reloadDocument
                variant="ghost"
                icon={<FolderDown aria-hidden="true" size={16} />}
              >
                Export
              </ButtonLink>
              {canWrite && (
                <Act
                  intent={question.state === 'retired' ? 'restore' : 'retire'}
                  icon={
                    question.state === 'retired' ? (
                      <ArchiveRestore aria-hidden="true" size={16} />
                    ) : (
                      <Archive aria-hidden="true" size={16} />
                    )
                  }
                >
                  {question.state === 'retired' ? 'Bring back' : 'Retire'}
                </Act>
              )}
              <Act intent="copy" icon={<CopyPlus aria-hidden="true" size={16} />}>
                {question.isLibrary ? `Copy to ${organisationName}` : 'Duplicate'}
              </Act>
              {canWrite && (
                <ButtonLink
                  to={`/questions/${question.id}/edit`}
                  icon={<SquarePen aria-hidden="true" size={16} />}
                >
                  Edit
                </ButtonLink>
              )}
              <Act intent="try" isPrimary icon={<DoorOpen aria-hidden="true" size={16} />}>
                Try in a room
              </Act>
            </>
          )
        }
      />
      {search.has('copied') && (
        <Notice tone="good" className="mb-5">
          This copy is a draft of {organisationName}. Change it as you like; the original stays as it is.
        </Notice>
      )}
      {!isLatest && (
        <Notice className="mb-5">
          This is version {version}.{' '}
          <Link
            to={`/questions/${question.id}`}
            className="font-medium text-accent underline underline-offset-2"
          >
            Look at the latest one
          </Link>
        </Notice>
      )}
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_320px]">
        <div className="min-w-0">
          {content && view ? (
            <>
              <ViewLinks isForInterviewers={isForInterviewers} search={search} />
              {isForInterviewers ? (
                <InterviewerView question={content} />
              ) : (
                <CandidatePreview view={view} starters={content.starters} />
              )}
            </>
          ) : (
            <Card>
              <EmptyState title="For those who interview">
                Statement, tests and guide are shown to interviewers. Ask an owner or admin of your
                organisation to change your role.
              </EmptyState>
            </Card>
          )}
        </div>
        <div className="flex min-w-0 flex-col gap-5">
          {canWrite && isLatest && latest && question.state !== 'retired' && (
            <PublishCard
              key={`${question.id} ${question.revision}`}
              questionId={question.id}
              verdict={latest.verdict}
              isPublished={published === question.latestVersion}
            />
          )}
          {draft && (
            <DraftCard
              key={draft.id}
              questionId={question.id}
              draft={draft}
              canDecide={canWrite && draft.state === 'open' && question.state === 'draft'}
              canRedraft={canWrite && canDraft}
              answer={answer}
            />
          )}
          <Card title="Details">
            <CardBody>
              <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-2 text-13">
                <Detail term="Tags">
                  {question.tags.length > 0 ? (
                    <span className="flex flex-wrap gap-1">
                      {question.tags.map((tag) => (
                        <Link
                          key={tag}
                          to={`/questions?tag=${encodeURIComponent(tag)}`}
                          className="rounded-full"
                        >
                          <Badge className="hover:text-ink">{tag}</Badge>
                        </Link>
                      ))}
                    </span>
                  ) : (
                    'None'
                  )}
                </Detail>
                {question.kind === 'coding' && (
                  <Detail term="Languages">
                    {question.languages.map(languageLabel).join(', ') || 'None yet'}
                  </Detail>
                )}
                <Detail term="Changed">
                  <Time value={question.updatedAt} />
                  {question.updatedBy && ` by ${question.updatedBy.name}`}
                </Detail>
              </dl>
            </CardBody>
          </Card>
          {versions.length > 0 && (
            <VersionsCard
              questionId={question.id}
              versions={versions}
              shown={version}
              publishedVersion={published}
            />
          )}
        </div>
      </div>
    </>
  );
}

interface ActProps {
  intent: 'copy' | 'retire' | 'restore' | 'try';
  icon: ReactNode;
  isPrimary?: boolean;
  children: ReactNode;
}

/** A button that does one thing to the question. */
function Act({ intent, icon, isPrimary = false, children }: ActProps) {
  const isPending = useIsPending(intent);
  return (
    <Form method="post">
      <Button
        type="submit"
        name="intent"
        value={intent}
        icon={icon}
        isPending={isPending}
        variant={isPrimary ? 'primary' : intent === 'copy' ? 'secondary' : 'ghost'}
      >
        {children}
      </Button>
    </Form>
  );
}

/** The two sides of a question. The side stands in the address. */
function ViewLinks({ isForInterviewers, search }: { isForInterviewers: boolean; search: URLSearchParams }) {
  const to = (view: 'candidate' | 'interviewer') => {
    const next = new URLSearchParams(search);
    next.delete('copied');
    if (view === 'interviewer') next.set('view', view);
    else next.delete('view');
    return `?${next}`;
  };
  const link = (view: 'candidate' | 'interviewer', label: string) => {
    const isShown = isForInterviewers === (view === 'interviewer');
    return (
      <Link
        to={to(view)}
        replace
        preventScrollReset
        aria-current={isShown ? 'true' : undefined}
        className={clsx(
          'flex h-7 items-center rounded-[5px] px-3 text-13',
          isShown ? 'bg-surface font-medium ring-1 ring-line' : 'text-ink-soft hover:text-ink',
        )}
      >
        {label}
      </Link>
    );
  };
  return (
    <nav
      aria-label="Shown"
      className="mb-4 inline-flex max-w-full rounded-control border border-line-control bg-sunken p-0.5"
    >
      {link('candidate', 'As the candidate sees it')}
      {link('interviewer', 'For interviewers')}
    </nav>
  );
}
