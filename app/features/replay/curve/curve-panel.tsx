import { FlaskConical, History } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { Notice } from '#app/components/notice.tsx';
import { Button } from '#app/components/ui/button.tsx';
import { EmptyState } from '#app/components/ui/empty-state.tsx';
import { useStore } from '#app/features/room/use-store.ts';
import type { CurvePoint } from '#core/replay-protocol.ts';
import { useReplay } from '../replay-context.ts';
import { createCurveReader, type ReadCurve } from './curve-api.ts';
import { CurveChart } from './curve-chart.tsx';
import { VerdictSign } from './curve-column.tsx';
import { describeCurve, groupByQuestion, listChanges, listRows } from './curve-rows.ts';
import { type CurveState, progressWords } from './curve-state.ts';
import { CurveStore } from './curve-store.ts';
import { CurveTable } from './curve-table.tsx';
import { useHasBeenSeen } from './use-has-been-seen.ts';

/** How correct the code was over time: the problem's tests, run at moments of the recording. */
export function CurvePanel() {
  const { interviewId, seek, lengthMs } = useReplay();
  const [read] = useState(() => createCurveReader(interviewId));
  const place = useRef<HTMLDivElement>(null);
  // Testing the moments takes the sandbox a while: not before somebody looks.
  const hasBeenSeen = useHasBeenSeen(place);
  return (
    <div ref={place} className="h-full min-h-0">
      {hasBeenSeen && <CurveView read={read} lengthMs={lengthMs} onGo={seek} />}
    </div>
  );
}

interface CurveViewProps {
  read: ReadCurve;
  /** Of the recording, in milliseconds. */
  lengthMs: number;
  /** Goes to a moment of the recording, in milliseconds since its start. */
  onGo: (atMs: number) => void;
}

/** The curve from any source. */
export function CurveView({ read, lengthMs, onGo }: CurveViewProps) {
  const [store] = useState(() => new CurveStore(read));
  const state = useStore(store, (value) => value);
  useEffect(() => {
    void store.load();
    return store.stop;
  }, [store]);
  const { phase, points, message } = state;
  const questions = useMemo(() => groupByQuestion(points), [points]);
  if (phase === 'no-tests') {
    return (
      <EmptyState icon={<FlaskConical aria-hidden="true" size={24} />} title="This interview has no tests">
        With tests, they are run here at every moment that counts, and you see how the code became correct.
        They can be added on the page of the interview.
      </EmptyState>
    );
  }
  return (
    <section
      aria-label="Correctness"
      aria-busy={phase === 'computing'}
      className="h-full min-h-0 overflow-y-auto"
    >
      {phase === 'computing' && <Progress state={state} />}
      {phase === 'failed' && (
        <Notice tone="bad" className="m-2">
          <p>{message}</p>
          <Button size="sm" className="mt-1.5" onClick={() => void store.load()}>
            {points.length > 0 ? 'Go on' : 'Try again'}
          </Button>
        </Notice>
      )}
      {points.length > 0 && (
        <>
          {questions.map((question) => (
            <QuestionCurve key={question.title} {...question} lengthMs={lengthMs} onGo={onGo} />
          ))}
          <Legend />
        </>
      )}
      {phase === 'done' && points.length === 0 && (
        <EmptyState icon={<History aria-hidden="true" size={24} />} title="No moment to test">
          Nothing was run or written that the tests could be run against.
        </EmptyState>
      )}
    </section>
  );
}

interface QuestionCurveProps extends Omit<CurveViewProps, 'read'> {
  /** Null of what was written for the interview. */
  title: string | null;
  points: readonly CurvePoint[];
}

/** The curve of one question: each has tests of its own. */
function QuestionCurve({ title, points, lengthMs, onGo }: QuestionCurveProps) {
  const rows = useMemo(() => listRows(points), [points]);
  const changes = useMemo(() => listChanges(points), [points]);
  return (
    <section {...(title !== null && { 'aria-label': title })} className="mb-3">
      {title !== null && <h3 className="px-3 text-13 font-semibold">{title}</h3>}
      <p className="px-3 pb-2 text-13">{describeCurve(points, changes)}</p>
      <CurveChart points={points} rows={rows} changes={changes} lengthMs={lengthMs} onGo={onGo} />
      <CurveTable points={points} rows={rows} onGo={onGo} />
    </section>
  );
}

/** A bar with what is being done. */
function Progress({ state }: { state: CurveState }) {
  const { progress } = state;
  const words = progressWords(state);
  return (
    <div className="border-b border-line px-3 py-2">
      <p role="status" className="text-13 text-ink-soft">
        {words}
      </p>
      <progress
        aria-label="Testing the moments"
        className="mt-1 block h-1.5 w-full accent-accent"
        {...(progress && progress.total > 0 && { value: progress.done, max: progress.total })}
      />
    </div>
  );
}

function Legend() {
  return (
    <ul aria-label="Signs" className="flex flex-wrap gap-x-4 gap-y-1 px-3 pb-2 text-12 text-ink-soft">
      {(['passed', 'failed', 'unknown'] as const).map((verdict) => (
        <li key={verdict} className="flex items-center gap-1.5">
          <svg aria-hidden="true" width={12} height={12} viewBox="0 0 12 12">
            <VerdictSign verdict={verdict} x={6} y={6} />
          </svg>
          {{ passed: 'Passed', failed: 'Failed', unknown: 'Not known' }[verdict]}
        </li>
      ))}
      <li className="flex items-center gap-1.5">
        <svg aria-hidden="true" width={12} height={12} viewBox="0 0 12 12">
          <path d="M6 0l1.8 3.9 4.2.5-3.1 2.9.8 4.2L6 9.4 2.3 11.5l.8-4.2L0 4.4l4.2-.5z" fill="var(--good)" />
        </svg>
        First time all pass
      </li>
      <li className="flex items-center gap-1.5">
        <svg aria-hidden="true" width={12} height={12} viewBox="0 0 12 12">
          <path d="M2 2.5h8l-4 7z" fill="var(--bad)" />
        </svg>
        Fails again
      </li>
    </ul>
  );
}
