import { clsx } from 'clsx';
import { ChevronRight, EyeOff } from 'lucide-react';
import { CaseDetail } from '../cases/case-detail.tsx';
import { listCases, lookOfCase } from '../cases/case-rows.ts';
import { TONES } from '../output/tones.tsx';
import { useRoom } from '../room-context.ts';
import { useStore } from '../use-store.ts';
import { Nothing } from './part.tsx';

/** The hidden cases of the last tests, with all that the candidate does not see of them. */
export function ResultsTab() {
  const room = useRoom();
  const run = useStore(room.session.state, (state) => state.testRun);
  const problem = useStore(room.problem, (value) => value);
  const rows = run ? listCases(problem, run).filter(({ isHidden }) => isHidden) : [];
  if (!run) return <Nothing>Run the tests, and what came of the hidden cases is shown here.</Nothing>;
  if (rows.length === 0) return <Nothing>The tests that ran have no hidden cases.</Nothing>;
  const call = problem?.tests?.call ?? null;
  return (
    <div className="h-full overflow-y-auto">
      <p className="flex items-start gap-2 border-b border-line px-4 py-2.5 text-12 text-ink-soft">
        <EyeOff aria-hidden="true" size={14} className="mt-px shrink-0 text-ink-faint" />
        The candidate sees the name and verdict of these cases, and nothing else of them.
      </p>
      {rows.map((row) => {
        const { word, tone } = lookOfCase(row);
        return (
          <details key={row.index} className="group border-b border-line">
            <summary className="flex cursor-default list-none items-center gap-2 px-4 py-2 text-13 -outline-offset-2">
              <ChevronRight
                aria-hidden="true"
                size={14}
                className="shrink-0 text-ink-faint transition-transform group-open:rotate-90"
              />
              <span className="min-w-0 flex-1 truncate text-ink">{row.name}</span>
              <span
                className={clsx(
                  'flex shrink-0 items-center gap-1.5',
                  row.result ? TONES[tone].className : 'text-ink-faint',
                )}
              >
                {row.result && TONES[tone].icon}
                {word}
              </span>
            </summary>
            <div className="px-1 pb-2">
              <CaseDetail row={row} call={call} />
            </div>
          </details>
        );
      })}
    </div>
  );
}
