import type { ReactNode } from 'react';
import { Card, CardBody } from '#app/components/ui/card.tsx';
import { Markdown } from '#app/features/problem/markdown.tsx';
import { TestsCard } from '#app/features/problem/problem-view.tsx';
import { viewProblem } from '#core/problem.ts';
import type { Question } from '#core/question.ts';
import { FilesView } from './files-view.tsx';

const LEVELS = [
  { level: 'weak', label: 'Weak' },
  { level: 'sound', label: 'Sound' },
  { level: 'strong', label: 'Strong' },
] as const;

/** What those who interview know beside the statement. Candidates see none of it. */
export function InterviewerView({ question }: { question: Question }) {
  const { guide, followUps, hints, rubric, solutions, tests } = question;
  const seen = viewProblem({ statement: '', tests }, 'interviewer').tests;
  // Under a title that says so, each need not say it again.
  const hidden = seen && {
    ...seen,
    cases: seen.cases.filter((one) => one.isHidden).map((one) => ({ ...one, isHidden: false })),
  };
  return (
    <div className="flex flex-col gap-5">
      <Part title="Guide" isEmpty={guide === ''} whenEmpty="No guide was written.">
        <Markdown text={guide} />
      </Part>
      <Part
        title="Hints"
        description="From the gentlest to nearly the answer, one at a time."
        isEmpty={hints.length === 0}
        whenEmpty="No hints were written."
      >
        <TextList texts={hints} />
      </Part>
      <Part title="Follow-up questions" isEmpty={followUps.length === 0} whenEmpty="None were written.">
        <TextList texts={followUps} />
      </Part>
      <Card
        title="Rubric"
        description="People mark it; nothing computes a verdict from it."
        className="overflow-hidden"
      >
        {rubric.length === 0 ? (
          <CardBody>
            <p className="text-13 text-ink-soft">No rubric was written.</p>
          </CardBody>
        ) : (
          <ul className="@container">
            {rubric.map(({ id, title, levels }) => (
              <li key={id} className="border-b px-4 py-3 text-13 last:border-b-0 sm:px-5">
                <p className="font-medium">{title}</p>
                <dl className="mt-1.5 grid gap-x-5 gap-y-2 @2xl:grid-cols-3">
                  {LEVELS.map(({ level, label }) => (
                    <div key={level} className="min-w-0">
                      <dt className="text-12 text-ink-faint">{label}</dt>
                      <dd className="[overflow-wrap:anywhere] text-ink-soft">{levels[level]}</dd>
                    </div>
                  ))}
                </dl>
              </li>
            ))}
          </ul>
        )}
      </Card>
      {hidden && hidden.cases.length > 0 && (
        <TestsCard
          title="Hidden tests"
          description="Candidates see their names and whether they passed, nothing else."
          tests={hidden}
        />
      )}
      {Object.keys(solutions).length > 0 && (
        <Card
          title="Reference solutions"
          description="Each passes all tests. Never for candidates."
          className="overflow-hidden"
        >
          <FilesView files={solutions} />
        </Card>
      )}
    </div>
  );
}

interface PartProps {
  title: string;
  description?: string;
  isEmpty: boolean;
  whenEmpty: string;
  children: ReactNode;
}

function Part({ title, description, isEmpty, whenEmpty, children }: PartProps) {
  return (
    <Card title={title} {...(description && { description })}>
      <CardBody>{isEmpty ? <p className="text-13 text-ink-soft">{whenEmpty}</p> : children}</CardBody>
    </Card>
  );
}

function TextList({ texts }: { texts: string[] }) {
  return (
    <ol className="flex list-decimal flex-col gap-2 pl-5 marker:text-ink-faint">
      {texts.map((text) => (
        <li key={text} className="[overflow-wrap:anywhere] whitespace-pre-line">
          {text}
        </li>
      ))}
    </ol>
  );
}
