import { formatElapsed } from '#app/features/room/clock.ts';
import type { Store } from '#app/features/room/store.ts';
import { useStore } from '#app/features/room/use-store.ts';
import type { CommentMark } from '../replay-context.ts';
import type { ReplayEvent } from '../tape/replay-event.ts';
import type { TapeSpeech } from '../tape/tape-protocol.ts';
import { type Scale, toTime } from './scale.ts';

/** Events this near to the pointer are told, in pixels. */
const NEAR = 6;
const MAX_LINES = 4;
const WIDTH = 240;

interface PreviewProps {
  /** Where the pointer is, in pixels from the left; a store, so that the timeline is not drawn with each move. */
  hover: Store<number | null>;
  scale: Scale;
  events: readonly ReplayEvent[];
  speeches: readonly TapeSpeech[];
  comments: readonly CommentMark[];
}

/** What is at the pointer: the time, and what happened there. Nothing while the pointer is elsewhere. */
export function Preview({ hover, scale, events, speeches, comments }: PreviewProps) {
  const x = useStore(hover, (value) => value);
  if (x === null) return null;
  const from = toTime(x - NEAR, scale);
  const to = toTime(x + NEAR, scale);
  const here = [
    ...events
      .filter(({ atMs, lane }) => atMs >= from && atMs <= to && lane !== 'speech')
      .map(({ words }) => words),
    ...speeches
      .filter((speech) => speech.to >= from && speech.from <= to)
      .map(({ name, text }) => `${name}: ${text}`),
    ...comments.filter(({ atMs }) => atMs >= from && atMs <= to).map(({ label }) => label),
  ];
  const left = Math.min(Math.max(0, x - WIDTH / 2), Math.max(0, scale.width - WIDTH));
  return (
    <div
      aria-hidden="true"
      style={{ transform: `translateX(${left}px)`, width: WIDTH }}
      className="pointer-events-none absolute bottom-full left-0 z-30 mb-1 flex justify-center will-change-transform"
    >
      <div className="max-w-full rounded-control border border-line bg-raised px-2 py-1 text-12 shadow-float">
        <time className="font-medium text-ink">{formatElapsed(toTime(x, scale))}</time>
        {here.slice(0, MAX_LINES).map((words, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines of one place
          <p key={index} className="truncate text-ink-soft">
            {words}
          </p>
        ))}
        {here.length > MAX_LINES && <p className="text-ink-faint">and {here.length - MAX_LINES} more</p>}
      </div>
    </div>
  );
}
