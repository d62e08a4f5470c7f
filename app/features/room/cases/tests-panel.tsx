import { clsx } from 'clsx';
import { FlaskConical } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { Button } from '#app/components/ui/button.tsx';
import { can } from '#core/roles.ts';
import type { Run } from '#core/room-protocol.ts';
import { testOpenFile } from '../commands/run-file.ts';
import { ariaShortcut } from '../commands/shortcut.ts';
import { StopButton } from '../layout/stop-button.tsx';
import { formatTime } from '../output/outcome.ts';
import { RunOrigin, RunProgress } from '../output/run-summary.tsx';
import { TONES } from '../output/tones.tsx';
import { useRoom } from '../room-context.ts';
import { useStore } from '../use-store.ts';
import { summaryWords } from './case-rows.ts';

// Most of the time nobody looks at the cases, and one can type before they are there.
const CaseBrowser = lazy(async () => ({ default: (await import('./case-browser.tsx')).CaseBrowser }));

/** The problem's cases with what came of them, the same run for everybody, each role seeing what it may. */
export function TestsPanel({ run }: { run: Run | null }) {
  const { visitor, problem: store } = useRoom();
  const problem = useStore(store, (value) => value);
  if (!run && !problem?.tests) {
    return (
      <p className="px-3 py-2.5 text-13 text-ink-faint">
        {visitor.isMember && can(visitor.role, 'run')
          ? 'This interview has no tests. Add them on its page, then everybody can run them here.'
          : 'This interview has no tests. Results show up here once there are some.'}
      </p>
    );
  }
  return (
    <div className="flex h-full min-h-0 flex-col">
      {run && (
        <div className="flex h-8 shrink-0 items-center overflow-hidden px-3 @xl:hidden">
          <TestSummary run={run} />
        </div>
      )}
      <Suspense fallback={<p className="px-3 py-2.5 text-13 text-ink-faint">Opening the tests</p>}>
        <CaseBrowser problem={problem} run={run} />
      </Suspense>
    </div>
  );
}

/** To the right of the tabs while the tests show. */
export function TestsActions({ run }: { run: Run | null }) {
  const room = useRoom();
  const { session, visitor, isApple } = room;
  const isRunning = useStore(session.state, (state) => state.run !== null && !state.run.outcome);
  const hasTests = useStore(room.problem, (value) => value?.tests != null);
  return (
    <>
      <span className="min-w-0 flex-1 overflow-hidden pl-2 @max-xl:hidden">
        {run && <TestSummary run={run} />}
      </span>
      {run && <StopButton run={run} />}
      {hasTests && !isRunning && can(visitor.role, 'run') && (
        <Button
          size="sm"
          variant="ghost"
          aria-keyshortcuts={ariaShortcut('Mod+Shift+Enter', isApple)}
          icon={<FlaskConical aria-hidden="true" size={14} />}
          onClick={() => testOpenFile(room)}
        >
          {run ? 'Run again' : 'Run tests'}
        </Button>
      )}
    </>
  );
}

function TestSummary({ run }: { run: Run }) {
  const { word, tone, score } = summaryWords(run);
  const look = TONES[tone];
  return (
    <span className="flex min-w-0 items-center gap-2 text-13">
      {run.outcome ? (
        <span className={clsx('flex shrink-0 items-center gap-1.5 font-medium', look.className)}>
          {look.icon}
          {word}
        </span>
      ) : (
        <>
          <RunProgress run={run} />
          <span className="tabular shrink-0 text-ink-soft">
            {run.tests?.results.length} of {run.tests?.total}
          </span>
        </>
      )}
      {score && <span className="tabular shrink-0 text-ink-soft">{score}</span>}
      {run.tests?.summary && (
        <span className="tabular shrink-0 text-ink-soft">{formatTime(run.tests.summary.timeMs)}</span>
      )}
      <RunOrigin run={run} />
    </span>
  );
}
