import type { Span } from '../playback/playback.ts';

/** Shortest stretch that fills the timeline, in milliseconds. */
const SHORTEST_VIEW = 2000;
/** Least pixels from one time to the next on the scale. */
const TICK_SPACE = 80;
const TICK_STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400].map(
  (s) => s * 1000,
);

/** The stretch of a tape that the timeline shows, on so many pixels. */
export interface Scale extends Span {
  width: number;
}

/** Where a time is, in pixels from the left; outside of the stretch it is outside of the width. */
export function toX(atMs: number, { from, to, width }: Scale): number {
  return to > from ? ((atMs - from) / (to - from)) * width : 0;
}

/** The time at this place. */
export function toTime(x: number, { from, to, width }: Scale): number {
  return width > 0 ? from + (x / width) * (to - from) : from;
}

/** The stretch after zooming by `factor` (above 1 closer) around a time that stays where it is. */
export function zoom(
  view: Span,
  { factor, around, length }: { factor: number; around: number; length: number },
): Span {
  const span = Math.max(1, view.to - view.from);
  const next = Math.min(length, Math.max(Math.min(SHORTEST_VIEW, length), span / factor));
  const share = (Math.min(Math.max(around, view.from), view.to) - view.from) / span;
  return clampView({ from: around - share * next, to: around + (1 - share) * next }, length);
}

/** The stretch moved so that a time is in it, with some room ahead; the same one when it is already. */
export function keepInView(view: Span, atMs: number, length: number): Span {
  if (atMs >= view.from && atMs <= view.to) return view;
  const span = view.to - view.from;
  return clampView({ from: atMs - span * 0.1, to: atMs + span * 0.9 }, length);
}

/** The stretch moved by so many milliseconds, inside of the tape. */
export function pan(view: Span, by: number, length: number): Span {
  return clampView({ from: view.from + by, to: view.to + by }, length);
}

/** Times to be written along the scale. */
export function ticksOf(scale: Scale): number[] {
  const { from, to, width } = scale;
  const most = Math.max(1, Math.floor(width / TICK_SPACE));
  const step = TICK_STEPS.find((one) => (to - from) / one <= most) ?? Math.ceil((to - from) / most);
  const ticks: number[] = [];
  for (let at = Math.ceil(from / step) * step; at <= to && step > 0; at += step) ticks.push(at);
  return ticks;
}

/** Stretches of time as one shape, an SVG path from `top` to `bottom`. Those out of view are left out. */
export function spansPath(
  spans: readonly Span[],
  scale: Scale,
  { top, bottom }: { top: number; bottom: number },
): string {
  return spans
    .filter(({ from, to }) => to > scale.from && from < scale.to)
    .map((span) => {
      const x = toX(span.from, scale);
      const width = Math.max(0.5, toX(span.to, scale) - x);
      return `M${x.toFixed(2)},${top}h${width.toFixed(2)}v${bottom - top}h${(-width).toFixed(2)}z`;
    })
    .join('');
}

function clampView({ from, to }: Span, length: number): Span {
  const span = Math.min(to - from, length);
  const start = Math.min(Math.max(0, from), length - span);
  return { from: start, to: start + span };
}
