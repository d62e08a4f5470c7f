import { FRAME_KINDS } from '../frames.ts';
import { countUpTo } from './position-log.ts';

/** A stretch in which nothing happened that a viewer could see or hear. */
export interface IdleSpan {
  /** Position at its beginning: after the last frame that showed something, where nobody spoke since. */
  from: number;
  /** Position at its end: just before the frame that ends it, where nobody spoke before. */
  to: number;
  fromAt: number;
  toAt: number;
}

/** Frames that change nothing on the screen by themselves. Kinds that this reader does not know are as quiet. */
const QUIET_KINDS: readonly number[] = [
  FRAME_KINDS.clientId,
  FRAME_KINDS.consent,
  FRAME_KINDS.signal,
  FRAME_KINDS.origin,
  FRAME_KINDS.clock,
  FRAME_KINDS.interviewer,
];
const LIVELY_KINDS: ReadonlySet<number> = new Set(
  Object.values(FRAME_KINDS).filter((kind) => !QUIET_KINDS.includes(kind)),
);

/** Whether a frame of this kind shows a viewer something. */
export function isLively(kind: number): boolean {
  return LIVELY_KINDS.has(kind);
}

/** A stretch in which somebody spoke. Its frame comes when it has ended. */
interface Spoken {
  startedAt: number;
  endedAt: number;
}

/** What is known of a tape for finding where nothing happened. */
interface Happened {
  /** Positions of the frames that showed something. */
  lively: readonly number[];
  /** The time of every frame. */
  times: readonly number[];
  /** In any order. */
  spoken: readonly Spoken[];
}

/** The stretches of at least `threshold` milliseconds in which nothing showed and nobody spoke, in order. */
export function computeIdleSpans({ lively, times, spoken }: Happened, threshold: number): IdleSpan[] {
  const speech = joinSpoken(spoken);
  const spans: IdleSpan[] = [];
  const timeOf = (position: number) => times[Math.max(0, position - 1)] ?? 0;
  const add = (span: IdleSpan) => {
    const length = span.toAt - span.fromAt;
    if (length >= threshold && length > 0) spans.push(span);
  };
  let from = 0;
  let next = 0;
  for (const position of [...lively, times.length + 1]) {
    const toAt = timeOf(Math.min(position, times.length));
    let piece: IdleSpan = { from, to: position - 1, fromAt: timeOf(from), toAt };
    for (let one = speech[next]; one && one.startedAt < toAt; one = speech[++next]) {
      if (one.endedAt > piece.fromAt) {
        const to = Math.max(piece.from, countUpTo(times, one.startedAt));
        add({ ...piece, to: Math.min(to, piece.to), toAt: one.startedAt });
        const after = Math.max(piece.from, countUpTo(times, one.endedAt));
        piece = { ...piece, from: Math.min(after, piece.to), fromAt: one.endedAt };
      }
      // it may go on after the next frame
      if (one.endedAt > toAt) break;
    }
    add(piece);
    from = position;
  }
  return spans;
}

/** The same stretches in order, those that touch as one. */
function joinSpoken(spoken: readonly Spoken[]): Spoken[] {
  const joined: Spoken[] = [];
  for (const { startedAt, endedAt } of [...spoken].sort((a, b) => a.startedAt - b.startedAt)) {
    const last = joined.at(-1);
    if (last && startedAt <= last.endedAt) last.endedAt = Math.max(last.endedAt, endedAt);
    else joined.push({ startedAt, endedAt });
  }
  return joined;
}
