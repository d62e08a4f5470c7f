import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { Skeleton } from '#app/components/ui/skeleton.tsx';
import { Markdown } from '#app/features/problem/markdown.tsx';
import type { GuidedQuestion } from '#core/panel-protocol.ts';
import { formatTimeOfDay } from '../clock.ts';
import { useRoom } from '../room-context.ts';
import { useStore } from '../use-store.ts';
import { Nothing, Part } from './part.tsx';
import { useChecked } from './use-checked.ts';
import type { Guided } from './use-guided.ts';

/** How to ask the question: its guide, what to ask once there is an answer, and its hints. */
export function GuideTab({ guided, choice }: { guided: Guided; choice: ReactNode }) {
  const { question, isKnown, isAskedNow } = guided;
  if (!isKnown) return <Opening />;
  if (!question)
    return (
      <Nothing>No question is planned. Add some on the interview’s page to see their guides here.</Nothing>
    );
  const { guide, followUps, hints } = question;
  return (
    <div className="flex h-full min-h-0 flex-col">
      {choice}
      <div
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling area must be reachable by keyboard
        tabIndex={0}
        role="document"
        aria-label="Guide"
        className="min-h-0 flex-1 overflow-y-auto -outline-offset-2"
      >
        <Part title="Guide">
          {guide === '' ? (
            <p className="text-13 text-ink-soft">No guide was written for this question.</p>
          ) : (
            <Markdown text={guide} below={3} className="text-13" />
          )}
        </Part>
        {followUps.length > 0 && (
          <Part title="Follow-up questions">
            <FollowUps question={question} />
          </Part>
        )}
        {hints.length > 0 && (
          <Part title="Hints">
            <Hints hints={hints} isAskedNow={isAskedNow} />
          </Part>
        )}
      </div>
    </div>
  );
}

function Opening() {
  return (
    <div role="status" aria-label="Opening the guide" className="flex flex-col gap-2 px-4 py-3">
      <Skeleton className="h-4 w-1/2" />
      <Skeleton className="h-3 w-full" />
      <Skeleton className="h-3 w-4/5" />
    </div>
  );
}

/** To be ticked as they are asked; the ticks are this browser's alone. */
function FollowUps({ question }: { question: GuidedQuestion }) {
  const { visitor } = useRoom();
  const [checked, toggle] = useChecked(`${visitor.interviewId}:${question.questionId}`);
  return (
    <ul className="flex flex-col gap-2">
      {question.followUps.map((text) => (
        <li key={text}>
          <label className="flex items-start gap-2 text-13">
            <input
              type="checkbox"
              checked={checked.includes(text)}
              onChange={() => toggle(text)}
              className="mt-0.5 size-4 shrink-0 accent-accent"
            />
            <span className={checked.includes(text) ? 'text-ink-faint line-through' : 'text-ink'}>
              {text}
            </span>
          </label>
        </li>
      ))}
    </ul>
  );
}

function Hints({ hints, isAskedNow }: { hints: readonly string[]; isAskedNow: boolean }) {
  const { session } = useRoom();
  const all = useStore(session.state, (state) => state.question?.current.hints ?? null);
  const offset = useStore(session.state, (state) => state.clockOffset);
  const given = isAskedNow ? (all ?? []) : [];
  return (
    <ol className="flex flex-col gap-2">
      {hints.map((text, index) => {
        const hint = given[index];
        return (
          <li key={text} className="text-13">
            <p className={hint ? 'text-ink' : 'text-ink-soft'}>
              {index + 1}. {text}
            </p>
            {hint && (
              <p className="flex items-center gap-1 text-12 text-ink-faint">
                <Check aria-hidden="true" size={12} />
                Given at {formatTimeOfDay(hint.at - offset)} by {hint.byName}
              </p>
            )}
          </li>
        );
      })}
    </ol>
  );
}
