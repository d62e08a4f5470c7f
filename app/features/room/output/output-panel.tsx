import { clsx } from 'clsx';
import {
  ArrowDown,
  Ban,
  CircleCheck,
  CircleDashed,
  CircleX,
  Eraser,
  Square,
  TriangleAlert,
} from 'lucide-react';
import { type ReactNode, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { Button } from '#app/components/ui/button.tsx';
import { CopyButton } from '#app/components/ui/copy-button.tsx';
import { IconButton } from '#app/components/ui/icon-button.tsx';
import { Spinner } from '#app/components/ui/spinner.tsx';
import { can } from '#core/roles.ts';
import type { Run } from '#core/room-protocol.ts';
import { showShortcut } from '../commands/shortcut.ts';
import { REGION } from '../layout/regions.ts';
import { useRoom } from '../room-context.ts';
import { useStore } from '../use-store.ts';
import { parseAnsi, stripAnsi } from './ansi.ts';
import { factsOf, lookOf, type OutcomeLook } from './outcome.ts';
import './output.css';

/** Scrolled up further than this, one is reading: new output then stays below. */
const NEAR_END = 24;

/** What the last program printed and how it ended; the same for everybody in the room. */
export function OutputPanel() {
  const { session, visitor, isApple } = useRoom();
  const run = useStore(session.state, (state) => state.run);
  const [cleared, setCleared] = useState<string | null>(null);
  const shown = run && run.runId !== cleared ? run : null;
  const isRunning = shown !== null && shown.outcome === null;
  return (
    <section aria-label="Output" {...{ [REGION]: 3 }} className="flex h-full min-h-0 flex-col bg-surface">
      <header className="flex h-9 shrink-0 items-center gap-2 border-b border-line pr-1.5 pl-3">
        <h2 className="text-12 font-semibold text-ink-soft">Output</h2>
        {shown && <RunSummary run={shown} />}
        <span className="flex-1" />
        {isRunning && can(visitor.role, 'run') && (
          <Button
            size="sm"
            icon={<Square aria-hidden="true" size={11} fill="currentColor" />}
            onClick={() => session.stopRun(shown.runId)}
          >
            Stop
          </Button>
        )}
        {shown && shown.output.length > 0 && (
          <CopyButton
            isIconOnly
            label="Copy output"
            text={() => shown.output.map(({ text }) => stripAnsi(text)).join('')}
          />
        )}
        {shown?.outcome && (
          <IconButton label="Clear output" onClick={() => setCleared(shown.runId)}>
            <Eraser aria-hidden="true" size={14} />
          </IconButton>
        )}
      </header>
      {shown ? (
        <RunOutput run={shown} />
      ) : (
        <p className="px-3 py-2.5 text-13 text-ink-faint">
          {can(visitor.role, 'run')
            ? `Press ${showShortcut('Mod+Enter', isApple)} to run the open file. Everybody in the room sees what it prints.`
            : 'What programs print shows up here.'}
        </p>
      )}
    </section>
  );
}

const TONES: Record<OutcomeLook['tone'], { className: string; icon: ReactNode }> = {
  good: { className: 'text-good', icon: <CircleCheck aria-hidden="true" size={14} /> },
  bad: { className: 'text-bad', icon: <CircleX aria-hidden="true" size={14} /> },
  warn: { className: 'text-warn', icon: <TriangleAlert aria-hidden="true" size={14} /> },
  neutral: { className: 'text-ink-soft', icon: <Ban aria-hidden="true" size={14} /> },
};

function RunSummary({ run }: { run: Run }) {
  const { visitor } = useRoom();
  const who = run.byParticipantId === visitor.participantId ? 'you' : run.byName;
  const by = (
    <span className="truncate text-ink-faint">
      <span className="font-mono text-12">{run.entry}</span>, by {who}
    </span>
  );
  if (!run.outcome) {
    return (
      <span className="flex min-w-0 items-center gap-2 text-13">
        <span className="flex items-center gap-1.5 font-medium text-accent">
          {run.queuePosition === null ? <Spinner size={13} /> : <CircleDashed aria-hidden="true" size={14} />}
          {run.queuePosition === null ? 'Running' : `Number ${run.queuePosition} in the queue`}
        </span>
        {by}
      </span>
    );
  }
  const look = lookOf(run.outcome);
  const tone = TONES[look.tone];
  return (
    <span className="flex min-w-0 items-center gap-2 text-13">
      <span className={clsx('flex shrink-0 items-center gap-1.5 font-medium', tone.className)}>
        {tone.icon}
        {look.word}
      </span>
      {factsOf(run.outcome).map((fact) => (
        <span key={fact} className="tabular shrink-0 text-ink-soft">
          {fact}
        </span>
      ))}
      {by}
    </span>
  );
}

function RunOutput({ run }: { run: Run }) {
  const scroller = useRef<HTMLDivElement>(null);
  const [isAtEnd, setAtEnd] = useState(true);
  const length = run.output.reduce((sum, { text }) => sum + text.length, 0);
  const toEnd = () => {
    const element = scroller.current;
    if (element) element.scrollTop = element.scrollHeight;
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: new output and the end are what scrolls
  useLayoutEffect(() => {
    if (isAtEnd) toEnd();
  }, [length, run.outcome, isAtEnd]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another run starts at its end
  useEffect(() => setAtEnd(true), [run.runId]);
  return (
    <div className="relative min-h-0 flex-1">
      <div
        ref={scroller}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling area must be reachable by keyboard
        tabIndex={0}
        role="log"
        aria-label={`Output of ${run.entry}`}
        aria-live="off"
        className="h-full overflow-auto py-2 -outline-offset-2"
        onScroll={({ currentTarget: at }) =>
          setAtEnd(at.scrollHeight - at.scrollTop - at.clientHeight < NEAR_END)
        }
      >
        {run.output.map(({ stream, text }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces only ever grow at the end
          <OutputPiece key={index} stream={stream} text={text} />
        ))}
        {run.output.length === 0 && (
          <p className="px-3 text-13 text-ink-faint">
            {run.outcome ? 'It printed nothing.' : 'Nothing printed so far.'}
          </p>
        )}
        {run.outcome?.type === 'ended' && run.outcome.outputTruncated && (
          <p className="px-3 pt-2 text-13 text-warn">The rest of the output was cut.</p>
        )}
        {run.outcome && lookOf(run.outcome).hint && (
          <p className="px-3 pt-2 text-13 text-ink-soft">{lookOf(run.outcome).hint}</p>
        )}
      </div>
      {!isAtEnd && (
        <Button
          size="sm"
          className="absolute right-4 bottom-3 shadow-float"
          icon={<ArrowDown aria-hidden="true" size={13} />}
          onClick={() => setAtEnd(true)}
        >
          To the end
        </Button>
      )}
    </div>
  );
}

/** What came out of one stream. Errors carry a bar and a word, so that colour is not all that tells them apart. */
function OutputPiece({ stream, text }: Run['output'][number]) {
  const spans = useMemo(() => parseAnsi(text), [text]);
  const isError = stream === 'stderr';
  return (
    <div className={clsx('relative pr-3 pl-3', isError && 'output-error')}>
      {isError && <span className="output-error-label">error output</span>}
      <pre className="font-mono text-[12.5px] leading-5 break-words whitespace-pre-wrap">
        {spans.map(({ text: piece, style }, index) => (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: pieces only ever grow at the end
            key={index}
            className={clsx(
              style.colour && `ansi-${style.colour}`,
              style.isBold && 'font-semibold',
              style.isFaint && 'opacity-70',
              style.isUnderlined && 'underline',
            )}
          >
            {piece}
          </span>
        ))}
      </pre>
    </div>
  );
}
