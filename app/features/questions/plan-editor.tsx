import { Link } from '@remix-run/react';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { MAX_PLANNED_QUESTIONS } from '#core/limits.ts';
import type { PlannedQuestion } from './planned-question.ts';
import { describeInShort } from './question-words.ts';
import { AddBar, RowButtons } from './row-parts.tsx';
import { useRows } from './use-rows.ts';

/** Loaded on first use: most who look at a plan add nothing to it. */
const QuestionPicker = lazy(() =>
  import('./question-picker.tsx').then(({ QuestionPicker }) => ({ default: QuestionPicker })),
);

interface PlanEditorProps {
  plan: PlannedQuestion[];
  organisationId: string;
  /** Opens questions beside the page, where what was typed on it is not stored yet. */
  isInForm?: boolean;
  onChange: (plan: PlannedQuestion[]) => void;
}

/** The questions of an interview in an order that can be changed. */
export function PlanEditor({ plan, organisationId, isInForm = false, onChange }: PlanEditorProps) {
  const [isPicking, setPicking] = useState(false);
  const { list, said, canUndo, ...act } = useRows({ rows: plan, noun: 'Question', onChange });
  return (
    <div ref={list} className="flex flex-col gap-3">
      <PlanList plan={plan} isInForm={isInForm}>
        {(at) => (
          <RowButtons
            name={`question ${at + 1}`}
            at={at}
            count={plan.length}
            onMove={(by) => act.move(at, by)}
            onRemove={() => act.remove(at)}
          />
        )}
      </PlanList>
      <AddBar
        label="Add questions"
        isFull={plan.length >= MAX_PLANNED_QUESTIONS}
        said={said}
        canUndo={canUndo}
        onAdd={() => setPicking(true)}
        onUndo={act.undo}
      />
      {isPicking && (
        <Suspense>
          <QuestionPicker
            organisationId={organisationId}
            planned={plan.map(({ id }) => id)}
            isFull={plan.length >= MAX_PLANNED_QUESTIONS}
            onPick={({ id, title, kind, difficulty, minutes }) =>
              onChange([...plan, { id, title, kind, difficulty, minutes, version: null }])
            }
            onClose={() => setPicking(false)}
          />
        </Suspense>
      )}
    </div>
  );
}

interface PlanListProps {
  plan: PlannedQuestion[];
  isInForm?: boolean;
  /** What can be done with each. */
  children?: (at: number) => ReactNode;
}

/** The questions of an interview, in order. */
export function PlanList({ plan, isInForm = false, children }: PlanListProps) {
  if (plan.length === 0) return null;
  return (
    <ol className="flex flex-col">
      {plan.map((question, at) => (
        <li
          key={question.id}
          data-row={question.id}
          className="flex items-center gap-3 border-b py-2 first:pt-0 last:border-b-0"
        >
          <span aria-hidden="true" className="tabular w-4 shrink-0 text-right text-13 text-ink-faint">
            {at + 1}
          </span>
          <div className="min-w-0 flex-1">
            <Link
              data-focus="field"
              to={`/questions/${question.id}${question.version === null ? '' : `?version=${question.version}`}`}
              {...(isInForm && { target: '_blank' })}
              className="rounded-[3px] text-13 font-medium [overflow-wrap:anywhere] hover:text-accent"
            >
              {question.title}
            </Link>
            <p className="text-12 text-ink-faint">
              {describeInShort(question)}
              {question.version !== null && ` · version ${question.version}`}
            </p>
          </div>
          {children?.(at)}
        </li>
      ))}
    </ol>
  );
}
