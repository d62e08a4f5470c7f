import { useState } from 'react';
import { Tabs } from '#app/components/ui/tabs.tsx';
import type { Run } from '#core/room-protocol.ts';
import { TestsActions, TestsPanel } from '../cases/tests-panel.tsx';
import { REGION } from '../layout/regions.ts';
import type { OutputTab } from '../layout/workbench.ts';
import { OutputActions, OutputPanel } from '../output/output-panel.tsx';
import { useRoom } from '../room-context.ts';
import { TerminalActions, TerminalPanel } from '../terminal/terminal-panel.tsx';
import { useStore } from '../use-store.ts';

const TITLES: Record<OutputTab, string> = { output: 'Output', tests: 'Tests', terminal: 'Terminal' };

/** Below the code: what programs print, how the tests went, and the shared terminal. */
export function BottomPanel() {
  const { bench, session } = useRoom();
  const selected = useStore(bench, (state) => state.outputTab);
  const program = useStore(session.state, (state) => state.programRun);
  const tests = useStore(session.state, (state) => state.testRun);
  const hasTerminal = useStore(session.state, (state) => state.terminal !== null);
  const [cleared, setCleared] = useState<string | null>(null);
  const shown = program && program.runId !== cleared ? program : null;
  return (
    <section
      aria-label={TITLES[selected]}
      {...{ [REGION]: 3 }}
      className="@container h-full min-h-0 bg-surface"
    >
      <Tabs
        label="Output, tests and terminal"
        selected={selected}
        onSelect={(outputTab) => bench.change({ outputTab })}
        tabs={[
          { id: 'output', title: TITLES.output, panel: <OutputPanel run={shown} /> },
          {
            id: 'tests',
            title: (
              <>
                {TITLES.tests}
                {tests?.outcome && selected !== 'tests' && (
                  <span className="tabular text-ink-faint">{countWords(tests)}</span>
                )}
              </>
            ),
            panel: <TestsPanel run={tests} />,
          },
          {
            id: 'terminal',
            title: (
              <>
                {TITLES.terminal}
                {hasTerminal && selected !== 'terminal' && (
                  <>
                    <span aria-hidden="true" className="size-1.5 rounded-full bg-accent" />
                    <span className="sr-only">, open</span>
                  </>
                )}
              </>
            ),
            panel: <TerminalPanel />,
          },
        ]}
        aside={
          selected === 'output' ? (
            <OutputActions run={shown} onClear={() => shown && setCleared(shown.runId)} />
          ) : selected === 'tests' ? (
            <TestsActions run={tests} />
          ) : (
            <TerminalActions />
          )
        }
      />
    </section>
  );
}

/** `3/5`: how many passed. */
function countWords(run: Run): string {
  return run.tests?.summary ? `${run.tests.summary.passed}/${run.tests.summary.total}` : '';
}
