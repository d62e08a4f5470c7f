import { clsx } from 'clsx';
import { CircleDashed } from 'lucide-react';
import { Spinner } from '#app/components/ui/spinner.tsx';
import type { Run } from '#core/room-protocol.ts';
import { useRoom } from '../room-context.ts';
import { factsOf, lookOf } from './outcome.ts';
import { TONES } from './tones.tsx';

/** How a run of a program stands or ended, in one line. */
export function RunSummary({ run }: { run: Run }) {
  if (!run.outcome) {
    return (
      <span className="flex min-w-0 items-center gap-2 text-13">
        <RunProgress run={run} />
        <RunOrigin run={run} />
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
      <RunOrigin run={run} />
    </span>
  );
}

/** That it runs, or its place in the queue. */
export function RunProgress({ run }: { run: Run }) {
  const isQueued = run.queuePosition !== null;
  return (
    <span className="flex shrink-0 items-center gap-1.5 font-medium text-accent">
      {isQueued ? <CircleDashed aria-hidden="true" size={14} /> : <Spinner size={13} />}
      {isQueued ? `Number ${run.queuePosition} in the queue` : 'Running'}
    </span>
  );
}

/** Which file ran, and who wanted it. */
export function RunOrigin({ run }: { run: Run }) {
  const { visitor } = useRoom();
  const who = run.byParticipantId === visitor.participantId ? 'you' : run.byName;
  return (
    <span className="min-w-0 truncate text-ink-faint">
      <span className="font-mono text-12">{run.entry}</span>, by {who}
    </span>
  );
}
