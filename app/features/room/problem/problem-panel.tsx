import { lazy, Suspense } from 'react';
import { useRoom } from '../room-context.ts';
import { useStore } from '../use-store.ts';

// Not every interview has one, and one can type before it is there.
const ProblemText = lazy(async () => ({ default: (await import('./problem-text.tsx')).ProblemText }));

/** What is asked, and the cases by which answers are tested, as this person may see them. */
export function ProblemPanel() {
  const store = useRoom().problem;
  const problem = useStore(store, (value) => value);
  if (!problem) {
    return <p className="px-3 py-3 text-13 text-ink-faint">This interview has no problem written down.</p>;
  }
  return (
    <Suspense fallback={<p className="px-4 py-3 text-13 text-ink-faint">Opening the problem</p>}>
      <ProblemText problem={problem} />
    </Suspense>
  );
}
