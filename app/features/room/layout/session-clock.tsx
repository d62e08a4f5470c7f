import { useEffect, useState } from 'react';
import { formatElapsed, untilNextSecond } from '../clock.ts';
import { useRoom } from '../room-context.ts';
import { useStore } from '../use-store.ts';

/** Time since the interview began, by the room's clock. Stands still once it is over. */
export function SessionClock() {
  const { session } = useRoom();
  const startedAt = useStore(session.state, (state) => state.startedAt);
  const endedAt = useStore(session.state, (state) => state.endedAt);
  const offset = useStore(session.state, (state) => state.clockOffset);
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (startedAt === null || endedAt !== null) return;
    let timer: ReturnType<typeof setTimeout>;
    const tick = () => {
      const at = Date.now();
      setNow(at);
      timer = setTimeout(tick, untilNextSecond(at + offset, startedAt));
    };
    tick();
    return () => clearTimeout(timer);
  }, [startedAt, endedAt, offset]);
  if (startedAt === null) return null;
  const elapsed = (endedAt ?? now + offset) - startedAt;
  return (
    <span
      role="timer"
      aria-label="Time since the interview began"
      className="font-mono text-13 text-ink tabular-nums"
    >
      {formatElapsed(elapsed)}
    </span>
  );
}
