import { elapsedAt } from '#core/interview-clock.ts';
import { formatElapsed, formatTimeOfDay } from '../clock.ts';
import { useRoom } from '../room-context.ts';
import { useStore } from '../use-store.ts';

/** A moment by the interview's clock, or the time of day before it began. `at`: the room's clock. */
export function Moment({ at }: { at: number }) {
  const { session } = useRoom();
  const clock = useStore(session.state, (state) => state.clock);
  const offset = useStore(session.state, (state) => state.clockOffset);
  const timeOfDay = formatTimeOfDay(at - offset);
  const hasBegun = clock.startedAt !== null && at >= clock.startedAt;
  return (
    <time
      dateTime={new Date(at).toISOString()}
      title={hasBegun ? `${timeOfDay} by your clock` : 'Before the interview began'}
      className="shrink-0 font-mono text-12 text-ink-faint tabular-nums"
    >
      {hasBegun ? formatElapsed(elapsedAt({ ...clock, endedAt: null, pausedAt: null }, at)) : timeOfDay}
    </time>
  );
}
