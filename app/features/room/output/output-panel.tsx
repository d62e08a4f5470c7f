import { clsx } from 'clsx';
import { Eraser, TextCursorInput } from 'lucide-react';
import { Button } from '#app/components/ui/button.tsx';
import { CopyButton } from '#app/components/ui/copy-button.tsx';
import { IconButton } from '#app/components/ui/icon-button.tsx';
import { can } from '#core/roles.ts';
import type { Run } from '#core/room-protocol.ts';
import { showShortcut } from '../commands/shortcut.ts';
import { StopButton } from '../layout/stop-button.tsx';
import { useRoom } from '../room-context.ts';
import { useStore } from '../use-store.ts';
import { stripAnsi } from './ansi.ts';
import { InputBox } from './input-box.tsx';
import { LineField } from './line-field.tsx';
import { RunOutput } from './run-output.tsx';
import { RunSummary } from './run-summary.tsx';

/** What the last program printed and how it ended, the same for everybody; and the input of the next one. */
export function OutputPanel({ run }: { run: Run | null }) {
  const { session, visitor, bench, editor, isApple, toasts } = useRoom();
  const hasInput = useStore(bench, (state) => state.hasInput);
  const endedInputOf = useStore(session.state, (state) => state.endedInputOf);
  const canRun = can(visitor.role, 'run');
  const isOpenForLines = run?.isInteractive && !run.outcome && endedInputOf !== run.runId;
  const say = (wasSent: boolean) => {
    if (!wasSent) toasts.show({ text: 'That could not be sent. Try again in a moment.', tone: 'bad' });
    return wasSent;
  };
  return (
    <div className="flex h-full min-h-0 @max-xl:flex-col-reverse">
      <div className="flex min-h-0 min-w-0 flex-1 flex-col">
        {run && (
          <div className="flex h-8 shrink-0 items-center overflow-hidden px-3 @xl:hidden">
            <RunSummary run={run} />
          </div>
        )}
        {run ? (
          <RunOutput run={run} />
        ) : (
          <p className="flex-1 px-3 py-2.5 text-13 text-ink-faint">
            {canRun
              ? `Press ${showShortcut('Mod+Enter', isApple)} to run the open file. Everybody in the room sees what it prints.`
              : 'What programs print shows up here.'}
          </p>
        )}
        {isOpenForLines && canRun && (
          <LineField
            key={run.runId}
            takesFocus={run.byParticipantId === visitor.participantId}
            onLine={(line) => say(session.runs.type(run.runId, line))}
            onEnd={() => say(session.runs.endInput(run.runId))}
            onLeave={() => editor.get()?.focus()}
          />
        )}
      </div>
      {hasInput && canRun && <InputBox />}
    </div>
  );
}

/** To the right of the tabs while the output shows. */
export function OutputActions({ run, onClear }: { run: Run | null; onClear: () => void }) {
  const { visitor, bench } = useRoom();
  const hasInput = useStore(bench, (state) => state.hasInput);
  const isUsed = useStore(bench, (state) => state.stdin !== '' || state.isInteractive);
  return (
    <>
      <span className="min-w-0 flex-1 overflow-hidden pl-2 @max-xl:hidden">
        {run && <RunSummary run={run} />}
      </span>
      {run && <StopButton run={run} />}
      {can(visitor.role, 'run') && (
        <Button
          size="sm"
          variant="ghost"
          aria-expanded={hasInput}
          className={clsx(hasInput && 'text-accent')}
          icon={<TextCursorInput aria-hidden="true" size={14} />}
          onClick={() => bench.change({ hasInput: !hasInput })}
        >
          Input
          {isUsed && !hasInput && (
            <>
              <span aria-hidden="true" className="size-1.5 rounded-full bg-accent" />
              <span className="sr-only">, in use</span>
            </>
          )}
        </Button>
      )}
      {run && run.output.length > 0 && (
        <CopyButton
          isIconOnly
          label="Copy output"
          text={() => run.output.map(({ text }) => stripAnsi(text)).join('')}
        />
      )}
      {run?.outcome && (
        <IconButton label="Clear output" onClick={onClear}>
          <Eraser aria-hidden="true" size={14} />
        </IconButton>
      )}
    </>
  );
}
