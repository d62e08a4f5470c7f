import { type KeyboardEvent, memo, useId, useRef, useState } from 'react';
import { formatElapsed } from '#app/features/room/clock.ts';
import type { CurvePoint } from '#core/replay-protocol.ts';
import { CurveColumn } from './curve-column.tsx';
import {
  type CurveChange,
  type CurveRow,
  decidePointKey,
  describeCurve,
  describePoint,
} from './curve-rows.ts';
import { CHART, drawSteps, placePoints, placeRow, placeShare } from './curve-scale.ts';
import { useWidth } from './use-width.ts';

/** Below the rows: the ends of the recording, in pixels. */
const AXIS_HEIGHT = 20;

interface CurveChartProps {
  points: readonly CurvePoint[];
  rows: readonly CurveRow[];
  changes: readonly CurveChange[];
  lengthMs: number;
  onGo: (atMs: number) => void;
}

/**
 * How many tests passed at which moment, and which. A press on a moment shows it; arrow keys move between them. Drawn
 * anew when the curve is another one, not with the replay's clock.
 */
export const CurveChart = memo(function CurveChart(props: CurveChartProps) {
  const { points, rows, changes, lengthMs, onGo } = props;
  const [focused, setFocused] = useState(0);
  const [lit, setLit] = useState<number | null>(null);
  const buttons = useRef(new Map<number, SVGRectElement>());
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box, CHART.width);
  const places = placePoints(
    points.map(({ atMs }) => atMs),
    { lengthMs, width },
  );
  const height = placeRow(rows.length) + AXIS_HEIGHT;
  const stop = Math.min(focused, points.length - 1);
  const shown = points[lit ?? -1];
  const shownChange = changes[lit ?? -1];

  const press = (event: KeyboardEvent, at: number) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const point = points[at];
    if ((event.key === 'Enter' || event.key === ' ') && point) {
      event.preventDefault();
      event.stopPropagation();
      onGo(point.atMs);
      return;
    }
    const next = decidePointKey(event.key, at, points.length);
    if (next === null) return;
    event.preventDefault();
    // The replay behind has a meaning of its own for the arrow keys.
    event.stopPropagation();
    setFocused(next);
    buttons.current.get(next)?.focus();
  };
  return (
    <div>
      <div className="flex">
        <RowNames rows={rows} height={height} />
        <div ref={box} className="min-w-0 flex-1 overflow-hidden">
          {/* biome-ignore lint/a11y/useSemanticElements: a picture with buttons in it is no fieldset */}
          <svg
            viewBox={`0 0 ${width} ${height}`}
            width={width}
            height={height}
            className="block"
            aria-labelledby={`${id}-title ${id}-desc`}
            role="group"
          >
            <title id={`${id}-title`}>Tests passed over time</title>
            <desc id={`${id}-desc`}>{describeCurve(points, changes)}</desc>
            {/* biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing in this group takes the focus */}
            <g aria-hidden="true">
              <text x={CHART.left} y={height - 5} className="tabular fill-ink-faint text-[11px]">
                {formatElapsed(0)}
              </text>
              <text
                x={width - CHART.right}
                y={height - 5}
                textAnchor="end"
                className="tabular fill-ink-faint text-[11px]"
              >
                {formatElapsed(lengthMs)}
              </text>
              {[0, 1].map((share) => (
                <line
                  key={share}
                  x1={0}
                  x2={width}
                  y1={placeShare(share, 1)}
                  y2={placeShare(share, 1)}
                  stroke="var(--line)"
                />
              ))}
              <path
                d={drawSteps(
                  points.map(({ passed, total }, at) => ({
                    x: places[at] ?? 0,
                    y: placeShare(passed, total),
                  })),
                )}
                fill="none"
                stroke="var(--accent)"
                strokeWidth={1.5}
              />
              {points.map((point, at) => (
                <CurveColumn
                  key={point.position}
                  point={point}
                  change={changes[at] ?? { isFirstGreen: false, gained: [], lost: [] }}
                  x={places[at] ?? 0}
                  verdicts={rows.map(({ verdicts }) => verdicts[at] ?? 'unknown')}
                  isLit={lit === at}
                />
              ))}
            </g>
            {points.map((point, at) => {
              const change = changes[at];
              const x = places[at] ?? 0;
              const left = at === 0 ? 0 : ((places[at - 1] ?? 0) + x) / 2;
              const right = at === points.length - 1 ? width : (x + (places[at + 1] ?? x)) / 2;
              return (
                // biome-ignore lint/a11y/useSemanticElements: a button of HTML cannot stand in a chart
                <rect
                  key={point.position}
                  ref={(element) => {
                    if (element) buttons.current.set(at, element);
                    else buttons.current.delete(at);
                  }}
                  role="button"
                  tabIndex={at === stop ? 0 : -1}
                  aria-label={`Go to ${change ? describePoint(point, change) : ''}`}
                  x={left}
                  y={0}
                  width={Math.max(1, right - left)}
                  height={height}
                  fill="transparent"
                  className="cursor-pointer -outline-offset-2"
                  onClick={() => onGo(point.atMs)}
                  onKeyDown={(event) => press(event, at)}
                  onFocus={() => {
                    setFocused(at);
                    setLit(at);
                  }}
                  onBlur={() => setLit(null)}
                  onPointerEnter={() => setLit(at)}
                  onPointerLeave={() => setLit(null)}
                />
              );
            })}
          </svg>
        </div>
      </div>
      {/* Always as high: what is below must not move while somebody is about to press it. */}
      <p aria-hidden="true" className="tabular mx-3 mt-1 mb-1.5 line-clamp-3 h-15 text-13 text-ink-soft">
        {shown && shownChange
          ? describePoint(shown, shownChange)
          : 'Point at a moment to read it, press it to go there.'}
      </p>
    </div>
  );
});

/** Names of the tests beside their rows. */
function RowNames({ rows, height }: { rows: readonly CurveRow[]; height: number }) {
  return (
    <div aria-hidden="true" className="relative w-28 shrink-0 text-12 text-ink-soft" style={{ height }}>
      <span className="absolute right-2 text-ink-faint" style={{ top: placeShare(1, 1) - 8 }}>
        All pass
      </span>
      <span className="absolute right-2 text-ink-faint" style={{ top: placeShare(0, 1) - 8 }}>
        None
      </span>
      {rows.map(({ index, name }, at) => (
        <span
          key={index}
          title={name}
          className="absolute inset-x-0 truncate pr-2 pl-3 text-right"
          style={{ top: placeRow(at), lineHeight: `${CHART.rowHeight}px` }}
        >
          {name}
        </span>
      ))}
    </div>
  );
}
