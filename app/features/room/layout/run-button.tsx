import { clsx } from 'clsx';
import { FlaskConical, Play, Square } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from '#app/components/ui/button.tsx';
import { Spinner } from '#app/components/ui/spinner.tsx';
import { Tooltip } from '#app/components/ui/tooltip.tsx';
import { can } from '#core/roles.ts';
import { problemOfRun, problemOfTests, runOpenFile, testOpenFile } from '../commands/run-file.ts';
import { ariaShortcut, showShortcut } from '../commands/shortcut.ts';
import { nameOf } from '../files/file-tree.ts';
import { useRoom } from '../room-context.ts';
import { useStore } from '../use-store.ts';

/** A press without an answer of the room is forgotten after this long, so that one can press again. */
const ANSWER_PATIENCE = 5000;

/** Runs the open file and its tests; while something runs, says whose and stops it. */
export function RunButtons({ hasTests }: { hasTests: boolean }) {
  const room = useRoom();
  const { session, visitor, isApple } = room;
  const run = useStore(session.state, (state) => state.run);
  const path = useOpenPath();
  const [asking, setAsking] = useAsking();

  const isRunning = run !== null && run.outcome === null;
  if (!can(visitor.role, 'run')) {
    return isRunning ? (
      <span className="flex items-center gap-1.5 text-13 text-ink-soft">
        <Spinner size={13} />
        {run.tests ? 'Testing' : 'Running'}
      </span>
    ) : null;
  }
  const problem = problemOfRun(room, path);
  const testProblem = problemOfTests(room, path);
  const who = run?.byParticipantId === visitor.participantId ? 'You are' : `${run?.byName} is`;
  return (
    <div className="flex items-center gap-1.5">
      {hasTests && (
        <Tooltip
          text={testProblem ?? `Test ${nameOf(path ?? '')}`}
          shortcut={testProblem ? undefined : showShortcut('Mod+Shift+Enter', isApple)}
        >
          <Button
            className={clsx(testProblem && 'opacity-60')}
            aria-keyshortcuts={ariaShortcut('Mod+Shift+Enter', isApple)}
            aria-disabled={testProblem !== null || undefined}
            isPending={asking === 'tests'}
            icon={<FlaskConical aria-hidden="true" size={14} />}
            onClick={() => setAsking(testOpenFile(room) ? 'tests' : null)}
          >
            Run tests
          </Button>
        </Tooltip>
      )}
      {isRunning ? (
        <Tooltip
          text={`${who} running ${run.tests ? 'the tests' : nameOf(run.entry)}`}
          shortcut={showShortcut('Mod+.', isApple)}
        >
          <Button
            className="w-[84px]"
            aria-keyshortcuts={ariaShortcut('Mod+.', isApple)}
            icon={<Square aria-hidden="true" size={11} fill="currentColor" />}
            onClick={() => session.runs.stop(run.runId)}
          >
            Stop
          </Button>
        </Tooltip>
      ) : (
        <Tooltip
          text={problem ?? `Run ${nameOf(path ?? '')}`}
          shortcut={problem ? undefined : showShortcut('Mod+Enter', isApple)}
        >
          <Button
            variant="primary"
            className={clsx('w-[84px]', problem && 'opacity-60')}
            aria-keyshortcuts={ariaShortcut('Mod+Enter', isApple)}
            aria-disabled={problem !== null || undefined}
            isPending={asking === 'run'}
            icon={<Play aria-hidden="true" size={13} fill="currentColor" />}
            onClick={() => setAsking(runOpenFile(room) ? 'run' : null)}
          >
            Run
          </Button>
        </Tooltip>
      )}
    </div>
  );
}

/** What was asked of the room and not answered so far. */
function useAsking() {
  const { session } = useRoom();
  const runId = useStore(session.state, (state) => state.run?.runId);
  const refusal = useStore(session.state, (state) => state.refusal);
  const [asking, setAsking] = useState<'run' | 'tests' | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: any answer of the room ends the asking
  useEffect(() => setAsking(null), [runId, refusal]);
  useEffect(() => {
    if (!asking) return;
    const timer = setTimeout(() => setAsking(null), ANSWER_PATIENCE);
    return () => clearTimeout(timer);
  }, [asking]);
  return [asking, setAsking] as const;
}

/** Path of the open file. Its readers see anew when what can run changes. */
function useOpenPath(): string | null {
  const { session, bench, files, problem } = useRoom();
  const active = useStore(bench, (state) => state.active);
  useStore(bench, (state) => state.stdin.length);
  useStore(problem, (value) => value);
  useStore(session.state, (state) => state.languages);
  useStore(session.state, (state) => state.status);
  return useStore(files, (value) => value.files.find(({ id }) => id === active)?.path ?? null);
}
