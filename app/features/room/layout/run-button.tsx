import { clsx } from 'clsx';
import { Play, Square } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from '#app/components/ui/button.tsx';
import { Spinner } from '#app/components/ui/spinner.tsx';
import { Tooltip } from '#app/components/ui/tooltip.tsx';
import { can } from '#core/roles.ts';
import { problemOfRun, runOpenFile } from '../commands/run-file.ts';
import { ariaShortcut, showShortcut } from '../commands/shortcut.ts';
import { nameOf } from '../files/file-tree.ts';
import { useRoom } from '../room-context.ts';
import { useStore } from '../use-store.ts';

/** A press without an answer of the room is forgotten after this long, so that one can press again. */
const ANSWER_PATIENCE = 5000;

/** Runs the open file; while a program runs, says whose and stops it. */
export function RunButton() {
  const room = useRoom();
  const { session, bench, files, visitor, isApple } = room;
  const run = useStore(session.state, (state) => state.run);
  const refusal = useStore(session.state, (state) => state.refusal);
  const active = useStore(bench, (state) => state.active);
  const path = useStore(files, (value) => value.files.find(({ id }) => id === active)?.path ?? null);
  const [isAsking, setAsking] = useState(false);

  // biome-ignore lint/correctness/useExhaustiveDependencies: any answer of the room ends the asking
  useEffect(() => setAsking(false), [run?.runId, refusal]);
  useEffect(() => {
    if (!isAsking) return;
    const timer = setTimeout(() => setAsking(false), ANSWER_PATIENCE);
    return () => clearTimeout(timer);
  }, [isAsking]);

  const isRunning = run !== null && run.outcome === null;
  if (!can(visitor.role, 'run')) {
    return isRunning ? (
      <span className="flex items-center gap-1.5 text-13 text-ink-soft">
        <Spinner size={13} />
        Running
      </span>
    ) : null;
  }
  if (isRunning) {
    const who = run.byParticipantId === visitor.participantId ? 'You are' : `${run.byName} is`;
    return (
      <Tooltip text={`${who} running ${nameOf(run.entry)}`}>
        <Button
          className="w-[84px]"
          icon={<Square aria-hidden="true" size={11} fill="currentColor" />}
          onClick={() => session.stopRun(run.runId)}
        >
          Stop
        </Button>
      </Tooltip>
    );
  }
  const problem = problemOfRun(room, path);
  return (
    <Tooltip
      text={problem ?? `Run ${nameOf(path ?? '')}`}
      shortcut={problem ? undefined : showShortcut('Mod+Enter', isApple)}
    >
      <Button
        variant="primary"
        className={clsx('w-[84px]', problem && 'opacity-60')}
        aria-keyshortcuts={ariaShortcut('Mod+Enter', isApple)}
        aria-disabled={problem !== null || undefined}
        isPending={isAsking}
        icon={<Play aria-hidden="true" size={13} fill="currentColor" />}
        onClick={() => setAsking(runOpenFile(room))}
      >
        Run
      </Button>
    </Tooltip>
  );
}
