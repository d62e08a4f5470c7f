import { lazy, Suspense } from 'react';
import { useRoom } from '../room-context.ts';
import { useStore } from '../use-store.ts';
import { Hints } from './hints.tsx';
import { QuestionHead } from './question-head.tsx';

// Not every interview has one, and one can type before it is there.
const ProblemText = lazy(async () => ({ default: (await import('./problem-text.tsx')).ProblemText }));

/** What is asked, and the cases by which answers are tested, as this person may see them. */
export function ProblemPanel() {
  const store = useRoom().problem;
  const problem = useStore(store, (value) => value);
  return (
    <div className="flex h-full min-h-0 flex-col">
      <QuestionHead />
      <div className="min-h-0 flex-1">
        {problem ? (
          <Suspense fallback={<p className="px-4 py-3 text-13 text-ink-faint">Opening the problem</p>}>
            <ProblemText problem={problem} />
          </Suspense>
        ) : (
          <p className="px-4 py-3 text-13 text-ink-faint">Nothing is asked yet.</p>
        )}
      </div>
      <Hints />
    </div>
  );
}
