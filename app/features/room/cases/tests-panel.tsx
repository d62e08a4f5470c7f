import { clsx } from 'clsx';
import { FlaskConical } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#app/components/ui/button.tsx';
import { can } from '#core/roles.ts';
import type { Run } from '#core/room-protocol.ts';
import { testOpenFile } from '../commands/run-file.ts';
import { ariaShortcut, showShortcut } from '../commands/shortcut.ts';
import { StopButton } from '../layout/stop-button.tsx';
import { formatTime } from '../output/outcome.ts';
import { RunOrigin, RunProgress } from '../output/run-summary.tsx';
import { TONES } from '../output/tones.tsx';
import { useRoom } from '../room-context.ts';
import { useStore } from '../use-store.ts';
import { CaseDetail } from './case-detail.tsx';
import { CaseList } from './case-list.tsx';
import { firstToLookAt, listCases, summaryWords } from './case-rows.ts';
import { TestTrouble } from './test-trouble.tsx';

/** The problem's cases with what came of them, the same run for everybody, each role seeing what it may. */
export function TestsPanel({ run }: { run: Run | null }) {
  const { visitor, isApple, problem: store } = useRoom();
  const problem = useStore(store, (value) => value);
  const [chosen, setChosen] = useState<{ runId: string | null; index: number } | null>(null);
  const rows = listCases(problem, run);
  const runId = run?.runId ?? null;
  // A choice holds for the tests at which it was made, so that new ones show their first failure.
  const isOwnChoice = chosen !== null && (chosen.runId === runId || run?.outcome === null);
  const selected = isOwnChoice && rows[chosen.index] ? chosen.index : firstToLookAt(rows);
  const row = rows[selected];

  if (!row) {
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
      {run && <TestTrouble run={run} />}
      {!run && can(visitor.role, 'run') && (
        <p className="shrink-0 px-3 py-2 text-13 text-ink-faint">
          Press {showShortcut('Mod+Shift+Enter', isApple)} to test the open file. Everybody in the room sees
          the results.
        </p>
      )}
      <div className="flex min-h-0 flex-1 border-line @max-xl:flex-col">
        <CaseList rows={rows} selected={selected} onSelect={(index) => setChosen({ runId, index })} />
        <CaseDetail key={`${runId}:${selected}`} row={row} call={problem?.tests?.call ?? null} />
      </div>
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
