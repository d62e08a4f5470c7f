import type { Lane, ReplayEvent } from '../tape/replay-event.ts';
import { type Scale, toX } from './scale.ts';

/** Marks nearer than this are drawn as one: more could neither be seen nor hit. In pixels. */
const NEAREST = 3;

export interface LaneLook {
  title: string;
  colour: string;
}
export const LANE_LOOKS: Record<Lane | 'comments', LaneLook> = {
  runs: { title: 'Runs', colour: 'var(--ink-soft)' },
  questions: { title: 'Questions', colour: 'var(--accent)' },
  chat: { title: 'Chat', colour: 'var(--ink-soft)' },
  speech: { title: 'Speech', colour: 'var(--ink-soft)' },
  signals: { title: 'Signals', colour: 'var(--warn)' },
  marks: { title: 'Marks', colour: 'var(--accent)' },
  comments: { title: 'Comments', colour: 'var(--accent)' },
};

/** Of marks in order those that are in view, at most one in each few pixels. */
export function thinMarks<T extends { atMs: number }>(marks: readonly T[], scale: Scale): T[] {
  const shown: T[] = [];
  let last = Number.NEGATIVE_INFINITY;
  for (const mark of marks) {
    const x = toX(mark.atMs, scale);
    if (x < -NEAREST || x > scale.width + NEAREST || x - last < NEAREST) continue;
    shown.push(mark);
    last = x;
  }
  return shown;
}

interface EventLaneProps {
  lane: Lane;
  events: readonly ReplayEvent[];
  scale: Scale;
  /** Middle of the lane, in pixels from the top. */
  y: number;
  colourOf: (author: string) => string;
}

/** The events of one lane. Each lane has a shape of its own. */
export function EventLane({ lane, events, scale, y, colourOf }: EventLaneProps) {
  return (
    <g>
      {thinMarks(events, scale).map((event) => (
        <EventMark
          key={`${event.position}`}
          lane={lane}
          event={event}
          x={toX(event.atMs, scale)}
          y={y}
          colour={lane === 'chat' ? colourOf(event.author) : LANE_LOOKS[lane].colour}
        />
      ))}
    </g>
  );
}

interface EventMarkProps {
  lane: Lane;
  event: ReplayEvent;
  x: number;
  y: number;
  colour: string;
}

function EventMark({ lane, event: { passRate }, x, y, colour }: EventMarkProps) {
  if (lane === 'runs' && passRate === null) return <path d={`M${x - 3},${y - 4}l6,4l-6,4z`} fill={colour} />;
  if (lane === 'runs') return <PassBar x={x} y={y} rate={passRate ?? 0} />;
  if (lane === 'questions') return <path d={`M${x},${y - 4.5}l4.5,4.5l-4.5,4.5l-4.5,-4.5z`} fill={colour} />;
  if (lane === 'chat') return <circle cx={x} cy={y} r={3} fill={colour} />;
  if (lane === 'signals')
    return <path d={`M${x},${y - 4}l4,7.5h-8z`} fill="none" stroke={colour} strokeWidth={1.5} />;
  return <path d={`M${x - 1},${y + 5}v-10h7l-2.5,2.75l2.5,2.75h-5.5v4.5z`} fill={colour} />;
}

/** Filled from the bottom as far as tests passed; a dash stands for none, a full bar for all. */
function PassBar({ x, y, rate }: { x: number; y: number; rate: number }) {
  const height = 10;
  const colour = rate >= 1 ? 'var(--good)' : 'var(--bad)';
  return (
    <>
      <rect x={x - 3} y={y - 5} width={6} height={height} rx={1} fill="var(--surface)" stroke={colour} />
      <rect x={x - 3} y={y + 5 - height * rate} width={6} height={height * rate} rx={1} fill={colour} />
    </>
  );
}
