import { FRAME_KINDS } from '../frames.ts';

/** A stretch in which nothing happened that a viewer could see. */
export interface IdleSpan {
  /** Position of the last frame before it that showed something. */
  from: number;
  /** Position just before the frame that ends it. */
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

/**
 * The stretches of at least `threshold` milliseconds between frames that show something, in order. `lively` are the
 * positions of these, `times` the time of every frame.
 */
export function computeIdleSpans(
  lively: readonly number[],
  times: readonly number[],
  threshold: number,
): IdleSpan[] {
  const spans: IdleSpan[] = [];
  const timeOf = (position: number) => times[Math.max(0, position - 1)] ?? 0;
  let from = 0;
  for (const position of [...lively, times.length + 1]) {
    const isEnd = position > times.length;
    const span = {
      from,
      to: position - 1,
      fromAt: timeOf(from),
      toAt: timeOf(isEnd ? times.length : position),
    };
    if (span.toAt - span.fromAt >= threshold && span.toAt > span.fromAt) spans.push(span);
    from = position;
  }
  return spans;
}
