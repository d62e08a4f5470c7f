import { clsx } from 'clsx';
import { lazy, Suspense, useEffect, useState } from 'react';
import { Tabs } from '#app/components/ui/tabs.tsx';
import { CaseDetail } from '#app/features/room/cases/case-detail.tsx';
import { CaseList } from '#app/features/room/cases/case-list.tsx';
import { firstToLookAt, listCases, summaryWords } from '#app/features/room/cases/case-rows.ts';
import { TestTrouble } from '#app/features/room/cases/test-trouble.tsx';
import { REGION } from '#app/features/room/layout/regions.ts';
import { factsOf, lookOf } from '#app/features/room/output/outcome.ts';
import { RunOutput } from '#app/features/room/output/run-output.tsx';
import { TONES } from '#app/features/room/output/tones.tsx';
import { useStore } from '#app/features/room/use-store.ts';
import type { Run } from '#core/room-protocol.ts';
import type { ReplayPlayer } from '../replay-player.ts';

const ReplayTerminal = lazy(async () => ({
  default: (await import('./replay-terminal.client.tsx')).ReplayTerminal,
}));

type ResultTab = 'output' | 'tests' | 'terminal';

/** Below the code: what programs had printed, how tests had gone, what the terminal showed. */
export function ReplayResults({ player }: { player: ReplayPlayer }) {
  const [selected, setSelected] = useState<ResultTab>('output');
  const program = useStore(player.panels, ({ moment }) => moment?.runs.programRun ?? null);
  const tests = useStore(player.panels, ({ moment }) => moment?.runs.testRun ?? null);
  const isOpen = useStore(player.panels, ({ moment }) => moment?.terminal.isOpen ?? false);
  const [hasTerminal, setHasTerminal] = useState(false);
  const select = (tab: ResultTab) => {
    setSelected(tab);
    if (tab === 'terminal') setHasTerminal(true);
    player.look({ hasTerminal: tab === 'terminal' });
  };
  // the last kind of run to begin is what one wants to see
  const lastKind = useStore(player.panels, ({ moment }) => {
    const run = moment?.runs.run;
    return run ? (run.tests ? 'tests' : 'output') : null;
  });
  useEffect(() => {
    if (lastKind) setSelected((tab) => (tab === 'terminal' ? tab : lastKind));
  }, [lastKind]);
  const shownRun = selected === 'tests' ? tests : selected === 'output' ? program : null;
  return (
    <section aria-label="Results" {...{ [REGION]: 3 }} className="@container h-full min-h-0 bg-surface">
      <Tabs
        label="Output, tests and terminal"
        selected={selected}
        onSelect={select}
        tabs={[
          {
            id: 'output',
            title: 'Output',
            panel: program ? (
              <div className="flex h-full min-h-0">
                <RunOutput run={program} />
              </div>
            ) : (
              <Nothing>No program had run at this moment.</Nothing>
            ),
          },
          {
            id: 'tests',
            title: 'Tests',
            panel: tests ? <Cases run={tests} /> : <Nothing>No tests had run at this moment.</Nothing>,
          },
          {
            id: 'terminal',
            title: 'Terminal',
            panel: hasTerminal ? (
              <Suspense fallback={<Nothing>Opening the terminal</Nothing>}>
                {!isOpen && <Nothing>The terminal was not open at this moment.</Nothing>}
                <ReplayTerminal player={player} />
              </Suspense>
            ) : null,
          },
        ]}
        aside={shownRun && <Summary run={shownRun} />}
      />
    </section>
  );
}

function Cases({ run }: { run: Run }) {
  const [chosen, setChosen] = useState<{ runId: string; index: number } | null>(null);
  const rows = listCases(null, run);
  const selected = chosen?.runId === run.runId && rows[chosen.index] ? chosen.index : firstToLookAt(rows);
  const row = rows[selected];
  return (
    <div className="flex h-full min-h-0 flex-col">
      <TestTrouble run={run} />
      <div className="flex min-h-0 flex-1 @max-xl:flex-col">
        <CaseList
          rows={rows}
          selected={selected}
          onSelect={(index) => setChosen({ runId: run.runId, index })}
        />
        {row && <CaseDetail key={`${run.runId}:${selected}`} row={row} call={null} />}
      </div>
    </div>
  );
}

function Summary({ run }: { run: Run }) {
  const look = run.tests ? summaryWords(run) : run.outcome ? lookOf(run.outcome) : null;
  const tone = look && run.outcome ? TONES[look.tone] : null;
  return (
    <span className="flex min-w-0 items-center justify-end gap-2 overflow-hidden pr-1 text-13">
      <span
        className={clsx('flex shrink-0 items-center gap-1.5 font-medium', tone?.className ?? 'text-accent')}
      >
        {tone?.icon}
        {run.outcome ? look?.word : 'Running'}
      </span>
      {run.outcome &&
        !run.tests &&
        factsOf(run.outcome).map((fact) => (
          <span key={fact} className="tabular shrink-0 text-ink-soft">
            {fact}
          </span>
        ))}
      <span className="min-w-0 truncate text-ink-faint">
        <span className="font-mono text-12">{run.entry}</span>, by {run.byName}
      </span>
    </span>
  );
}

function Nothing({ children }: { children: string }) {
  return <p className="px-3 py-2.5 text-13 text-ink-faint">{children}</p>;
}
