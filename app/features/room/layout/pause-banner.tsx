import { CirclePause, UserRoundX } from 'lucide-react';
import { Button } from '#app/components/ui/button.tsx';
import { elapsedAt, timeLeftAt } from '#core/interview-clock.ts';
import { can } from '#core/roles.ts';
import { summaryWords } from '../cases/case-rows.ts';
import { formatElapsed, formatTimeOfDay } from '../clock.ts';
import { askRoom } from '../commands/ask-room.ts';
import { lookOf } from '../output/outcome.ts';
import { useRoom } from '../room-context.ts';
import type { RoomState } from '../room-state.ts';
import { useStore } from '../use-store.ts';

/** Says that the interview stands still, where it stands, and how it goes on; or that the candidate is away. */
export function PauseBanner() {
  const room = useRoom();
  const { session, visitor } = room;
  const state = useStore(session.state, (value) => value);
  if (state.status === 'interrupted' && visitor.role !== 'candidate')
    return (
      <div className="flex min-h-8 shrink-0 items-center justify-center gap-2 bg-warn-wash px-4 py-1 text-13 text-warn">
        <UserRoundX aria-hidden="true" size={14} className="shrink-0" />
        The candidate’s line broke. They come back by their link; the clock goes on.
      </div>
    );
  if (state.status !== 'paused') return null;
  const isLed = visitor.role === 'candidate' && state.people.some(({ role }) => role === 'interviewer');
  return (
    <section
      aria-label="Paused"
      className="flex min-h-10 shrink-0 flex-wrap items-center justify-center gap-x-3 gap-y-1 border-b border-line bg-surface px-4 py-1.5 text-13"
    >
      <CirclePause aria-hidden="true" size={16} className="shrink-0 text-ink-soft" />
      <strong className="font-semibold">Paused.</strong>
      <span className="text-ink-soft">{recapOf(state)}</span>
      {can(visitor.role, 'pause') && !isLed ? (
        <Button size="sm" variant="primary" onClick={() => askRoom(room, session.time.resume)}>
          Go on
        </Button>
      ) : (
        <span className="text-ink-soft">
          {visitor.role === 'candidate' ? 'Your interviewer lets it go on.' : ''}
        </span>
      )}
    </section>
  );
}

/** Where the interview stood when it was paused, in sentences. */
export function recapOf({ clock, run, clockOffset }: RoomState, now = Date.now()): string {
  const at = clock.pausedAt ?? now + clockOffset;
  const left = timeLeftAt(clock, at);
  const sentences = [
    `Since ${formatTimeOfDay(at - clockOffset)}; the files stand still.`,
    left === null
      ? `${formatElapsed(elapsedAt(clock, at))} gone.`
      : `${formatElapsed(elapsedAt(clock, at))} gone, ${formatElapsed(Math.ceil(left / 1000) * 1000)} left.`,
  ];
  if (run?.outcome) {
    const result = run.tests ? summaryWords(run).word : lookOf(run.outcome).word.toLowerCase();
    sentences.push(`Last: ${run.tests ? 'tests of ' : ''}${run.entry}, ${result}.`);
  }
  return sentences.join(' ');
}
