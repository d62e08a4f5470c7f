import { useState } from 'react';
import type { ProblemView } from '#core/problem.ts';
import { can } from '#core/roles.ts';
import type { Run } from '#core/room-protocol.ts';
import { showShortcut } from '../commands/shortcut.ts';
import { useRoom } from '../room-context.ts';
import { CaseDetail } from './case-detail.tsx';
import { CaseList } from './case-list.tsx';
import { firstToLookAt, listCases } from './case-rows.ts';
import { TestTrouble } from './test-trouble.tsx';

/** The list of cases and, beside it, the one that is chosen. */
export function CaseBrowser({ problem, run }: { problem: ProblemView | null; run: Run | null }) {
  const { visitor, isApple } = useRoom();
  const [chosen, setChosen] = useState<{ runId: string | null; index: number } | null>(null);
  const rows = listCases(problem, run);
  const runId = run?.runId ?? null;
  // A choice holds for the tests at which it was made, so that new ones show their first failure.
  const selected = chosen?.runId === runId && rows[chosen.index] ? chosen.index : firstToLookAt(rows);
  const row = rows[selected];
  return (
    <>
      {run && <TestTrouble run={run} />}
      {!run && can(visitor.role, 'run') && (
        <p className="shrink-0 px-3 py-2 text-13 text-ink-faint">
          Press {showShortcut('Mod+Shift+Enter', isApple)} to test the open file. Everybody in the room sees
          the results.
        </p>
      )}
      <div className="flex min-h-0 flex-1 @max-xl:flex-col">
        <CaseList rows={rows} selected={selected} onSelect={(index) => setChosen({ runId, index })} />
        {row && <CaseDetail key={`${runId}:${selected}`} row={row} call={problem?.tests?.call ?? null} />}
      </div>
    </>
  );
}
