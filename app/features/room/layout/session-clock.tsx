import { clsx } from 'clsx';
import { useEffect, useState } from 'react';
import { elapsedAt, TIME_WARNINGS, timeLeftAt } from '#core/interview-clock.ts';
import { formatElapsed, untilNextSecond } from '../clock.ts';
import { useRoom } from '../room-context.ts';
import { useStore } from '../use-store.ts';

/** Time that is left, or time since the beginning where nothing limits it, by the room's clock. */
export function SessionClock() {
  const now = useRoomTime();
  const { session } = useRoom();
  const clock = useStore(session.state, (state) => state.clock);
  if (clock.startedAt === null) return null;
  const left = timeLeftAt(clock, now);
  if (left === null)
    return (
      <span
        role="timer"
        aria-label="Time since the interview began"
        className="font-mono text-13 text-ink tabular-nums"
      >
        {formatElapsed(elapsedAt(clock, now))}
      </span>
    );
  const [soon, verySoon] = TIME_WARNINGS;
  return (
    <span
      role="timer"
      aria-label="Time left"
      title={`Of ${Math.round((clock.limitMs ?? 0) / 60_000)} minutes`}
      className={clsx(
        'shrink-0 font-mono text-13 tabular-nums',
        left <= verySoon ? 'font-semibold text-bad' : left <= soon ? 'text-warn' : 'text-ink',
      )}
    >
      {/* A full second counts until it is over, so that zero is zero. */}
      {formatElapsed(Math.ceil(left / 1000) * 1000)}
      <span className="pl-1.5 font-sans text-12 text-ink-faint max-sm:hidden">left</span>
    </span>
  );
}

/** The room's clock, in milliseconds, at each of the interview's seconds while it runs. */
function useRoomTime(): number {
  const { session } = useRoom();
  const { startedAt, endedAt, pausedAt, pausedMs } = useStore(session.state, (state) => state.clock);
  const offset = useStore(session.state, (state) => state.clockOffset);
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (startedAt === null || endedAt !== null || pausedAt !== null) return;
    let timer: ReturnType<typeof setTimeout>;
    const tick = () => {
      const at = Date.now();
      setNow(at);
      timer = setTimeout(tick, untilNextSecond(at + offset, startedAt + pausedMs));
    };
    tick();
    return () => clearTimeout(timer);
  }, [startedAt, endedAt, pausedAt, pausedMs, offset]);
  return now + offset;
}
