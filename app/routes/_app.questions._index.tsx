import { data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { Link, useLoaderData, useSearchParams } from '@remix-run/react';
import { FileQuestion, FolderInput, Plus, Sparkles } from 'lucide-react';
import { Notice } from '#app/components/notice.tsx';
import { PageHead } from '#app/components/page-head.tsx';
import { Time } from '#app/components/time.tsx';
import { ButtonLink } from '#app/components/ui/button.tsx';
import { Card } from '#app/components/ui/card.tsx';
import { EmptyState } from '#app/components/ui/empty-state.tsx';
import { Cell, HeadCell, Table } from '#app/components/ui/table.tsx';
import { requireMember } from '#app/features/organisations/member.server.ts';
import { QuestionListControls } from '#app/features/questions/list-controls.tsx';
import { isNarrowed, parseQuestionQuery, questionListPath } from '#app/features/questions/list-query.ts';
import { LibraryBadge, StateBadge } from '#app/features/questions/question-badges.tsx';
import {
  findQuestions,
  type ListedQuestion,
  listTags,
} from '#app/features/questions/question-list.server.ts';
import { DIFFICULTY_LABELS, KIND_LABELS, languageLabel } from '#app/features/questions/question-words.ts';
import { memberCan } from '#core/roles.ts';

/** Languages that a row names; the others are a number. */
const MAX_NAMED_LANGUAGES = 3;

export const meta: MetaFunction = () => [{ title: 'Questions · Interlace' }];

export async function loader({ request }: LoaderFunctionArgs) {
  const { supabase, organisation, user, headers } = await requireMember(request);
  const query = parseQuestionQuery(new URL(request.url).searchParams);
  const [list, tags] = await Promise.all([
    findQuestions(supabase, { ...query, organisationId: organisation.id, userId: user.id }),
    listTags(supabase, organisation.id),
  ]);
  return data(
    {
      ...list,
      tags,
      query,
      organisationName: organisation.name,
      canWrite: memberCan(organisation.role, 'write-questions'),
    },
    { headers },
  );
}

export default function Questions() {
  const { questions, hasMore, tags, query, organisationName, canWrite } = useLoaderData<typeof loader>();
  const imported = Number(useSearchParams()[0].get('imported'));
  const actions = canWrite && (
    <>
      <ButtonLink to="/questions/import" icon={<FolderInput aria-hidden="true" size={16} />}>
        Import
      </ButtonLink>
      <ButtonLink to="/questions/draft" icon={<Sparkles aria-hidden="true" size={16} />}>
        Draft with AI
      </ButtonLink>
      <ButtonLink to="/questions/new" variant="primary" icon={<Plus aria-hidden="true" size={16} />}>
        New question
      </ButtonLink>
    </>
  );
  if (questions.length === 0 && !isNarrowed(query) && query.page === 1) {
    return (
      <>
        <PageHead title="Questions" lead={organisationName} />
        <Card>
          <EmptyState
            icon={<FileQuestion aria-hidden="true" size={28} strokeWidth={1.5} />}
            title="No questions yet"
            action={actions && <div className="flex flex-wrap justify-center gap-2">{actions}</div>}
          >
            {canWrite
              ? 'Write a question once, with its tests, hints and what a good answer looks like; every interview can then ask it.'
              : 'Questions of your organisation appear here once somebody who interviews has written one.'}
          </EmptyState>
        </Card>
      </>
    );
  }
  return (
    <>
      <PageHead title="Questions" lead={organisationName} actions={actions} />
      {imported > 0 && (
        <Notice tone="good" className="mb-4">
          {imported} questions are imported as drafts.
        </Notice>
      )}
      <QuestionListControls query={query} tags={tags} />
      <Card className="mt-4 overflow-hidden">
        {questions.length === 0 ? (
          <EmptyState
            title={query.page > 1 ? 'The list ends before this page' : 'No question fits'}
            action={<ButtonLink to="/questions">Show all questions</ButtonLink>}
          >
            {query.of === 'library' && !query.q
              ? 'No question of the library is like that. Choose fewer filters.'
              : 'Try fewer words, or fewer filters.'}
          </EmptyState>
        ) : (
          <Table caption="Questions">
            <thead>
              <tr>
                <HeadCell>Title</HeadCell>
                <HeadCell className="hidden md:table-cell">Kind</HeadCell>
                <HeadCell className="hidden sm:table-cell">Difficulty</HeadCell>
                <HeadCell className="hidden text-right md:table-cell">Minutes</HeadCell>
                <HeadCell className="hidden lg:table-cell">Languages</HeadCell>
                <HeadCell>State</HeadCell>
                <HeadCell className="hidden lg:table-cell">Changed</HeadCell>
              </tr>
            </thead>
            <tbody>
              {questions.map((question) => (
                <QuestionRow key={question.id} question={question} />
              ))}
            </tbody>
          </Table>
        )}
      </Card>
      {(query.page > 1 || hasMore) && (
        <nav aria-label="Pages" className="mt-3 flex items-center gap-2 text-13 text-ink-soft">
          {query.page > 1 && (
            <ButtonLink to={questionListPath(query, { page: query.page - 1 })} size="sm">
              Previous
            </ButtonLink>
          )}
          <span className="tabular">Page {query.page}</span>
          {hasMore && (
            <ButtonLink to={questionListPath(query, { page: query.page + 1 })} size="sm">
              Next
            </ButtonLink>
          )}
        </nav>
      )}
    </>
  );
}

function QuestionRow({ question }: { question: ListedQuestion }) {
  const { languages } = question;
  const named = languages.slice(0, MAX_NAMED_LANGUAGES).map(languageLabel).join(', ');
  const rest = languages.length - MAX_NAMED_LANGUAGES;
  return (
    <tr className="relative border-b last:border-b-0 hover:bg-hover/60">
      <Cell>
        <Link
          to={`/questions/${question.id}`}
          className="font-medium after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
        >
          {question.title}
        </Link>
        <span className="block text-12 text-ink-faint">
          <span className="md:hidden">
            {KIND_LABELS[question.kind]} · {DIFFICULTY_LABELS[question.difficulty]}
            {question.tags.length > 0 && ' · '}
          </span>
          {question.tags.join(', ')}
        </span>
      </Cell>
      <Cell className="hidden whitespace-nowrap text-ink-soft md:table-cell">
        {KIND_LABELS[question.kind]}
      </Cell>
      <Cell className="hidden text-ink-soft sm:table-cell">{DIFFICULTY_LABELS[question.difficulty]}</Cell>
      <Cell className="tabular hidden text-right text-ink-soft md:table-cell">{question.minutes}</Cell>
      <Cell className="hidden text-ink-soft lg:table-cell">{rest > 0 ? `${named} +${rest}` : named}</Cell>
      <Cell>
        <span className="flex flex-wrap gap-1">
          <StateBadge state={question.state} hasChanges={question.hasChanges} />
          {question.isLibrary && <LibraryBadge />}
        </span>
      </Cell>
      <Cell className="hidden text-ink-soft lg:table-cell">
        <Time value={question.updatedAt} show="date" />
      </Cell>
    </tr>
  );
}
