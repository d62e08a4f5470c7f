import { clsx } from 'clsx';
import { useState } from 'react';
import { Tabs } from '#app/components/ui/tabs.tsx';
import { CaseDetail } from '#app/features/room/cases/case-detail.tsx';
import { CaseList } from '#app/features/room/cases/case-list.tsx';
import { firstToLookAt, listCases, summaryWords } from '#app/features/room/cases/case-rows.ts';
import { TestTrouble } from '#app/features/room/cases/test-trouble.tsx';
import { factsOf, lookOf } from '#app/features/room/output/outcome.ts';
import { RunOutput } from '#app/features/room/output/run-output.tsx';
import { RunProgress } from '#app/features/room/output/run-summary.tsx';
import { TONES } from '#app/features/room/output/tones.tsx';
import type { Run } from '#core/room-protocol.ts';
import type { CopyAction, CopyRuns } from './copy-runner.ts';

interface CopyResultsProps {
  runs: CopyRuns;
  shown: CopyAction;
  onShow: (shown: CopyAction) => void;
}

/** What the copy printed, and what came of its tests. */
export function CopyResults({ runs, shown, onShow }: CopyResultsProps) {
  const run = runs[shown];
  return (
    <section aria-label="Results of the copy" className="@container h-full min-h-0">
      <Tabs
        label="Results"
        selected={shown}
        onSelect={onShow}
        aside={run && <CopySummary run={run} />}
        tabs={[
          { id: 'run', title: 'Output', panel: <Output run={runs.run} /> },
          { id: 'test', title: 'Tests', panel: <Cases run={runs.test} /> },
        ]}
      />
    </section>
  );
}

function Output({ run }: { run: Run | null }) {
  if (!run) return <Hint>Press Run: what the copy prints shows up here.</Hint>;
  return (
    <div className="flex h-full min-h-0">
      <RunOutput run={run} />
    </div>
  );
}

function Cases({ run }: { run: Run | null }) {
  const [chosen, setChosen] = useState<{ runId: string; index: number } | null>(null);
  if (!run) return <Hint>Press Run tests: what comes of each case shows up here.</Hint>;
  const rows = listCases(null, run);
  const selected = chosen?.runId === run.runId && rows[chosen.index] ? chosen.index : firstToLookAt(rows);
  const row = rows[selected];
  return (
    <div className="flex h-full min-h-0 flex-col">
      <TestTrouble run={run} />
      {rows.length > 0 && (
        <div className="flex min-h-0 flex-1 @max-xl:flex-col">
          <CaseList
            rows={rows}
            selected={selected}
            onSelect={(index) => setChosen({ runId: run.runId, index })}
          />
          {row && <CaseDetail key={`${run.runId}:${selected}`} row={row} call={null} />}
        </div>
      )}
    </div>
  );
}

function Hint({ children }: { children: string }) {
  return <p className="px-3 py-2.5 text-13 text-ink-faint">{children}</p>;
}

/** How it stands or ended, in one line; read out when it changes. */
function CopySummary({ run }: { run: Run }) {
  const look = run.tests && run.outcome ? summaryWords(run) : run.outcome && lookOf(run.outcome);
  const tone = look && TONES[look.tone];
  return (
    <span role="status" className="flex min-w-0 items-center gap-2 overflow-hidden px-2 text-13">
      {look && tone ? (
        <span className={clsx('flex shrink-0 items-center gap-1.5 font-medium', tone.className)}>
          {tone.icon}
          {look.word}
        </span>
      ) : (
        <RunProgress run={run} />
      )}
      {run.outcome &&
        factsOf(run.outcome).map((fact) => (
          <span key={fact} className="tabular shrink-0 text-ink-soft">
            {fact}
          </span>
        ))}
    </span>
  );
}
