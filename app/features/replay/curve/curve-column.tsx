import type { CurvePoint } from '#core/replay-protocol.ts';
import type { CurveChange, CurveVerdict } from './curve-rows.ts';
import { CHART, placeRow, placeShare } from './curve-scale.ts';

interface CurveColumnProps {
  point: CurvePoint;
  change: CurveChange;
  x: number;
  verdicts: readonly CurveVerdict[];
  isLit: boolean;
}

/** One moment: its place on the line, and below it a sign for each test. */
export function CurveColumn({ point, change, x, verdicts, isLit }: CurveColumnProps) {
  const y = placeShare(point.passed, point.total);
  const bottom = placeRow(verdicts.length);
  return (
    <g>
      {isLit && (
        <line x1={x} x2={x} y1={CHART.lineTop - 12} y2={bottom} stroke="var(--accent)" strokeWidth={1.5} />
      )}
      <circle cx={x} cy={y} r={isLit ? 4 : 3} fill="var(--accent)" stroke="var(--surface)" />
      {change.isFirstGreen && (
        <path
          d={`M${x} ${y - 15}l2.2 4.6 5 .6-3.7 3.4 1 5-4.5-2.5-4.5 2.5 1-5-3.7-3.4 5-.6z`}
          fill="var(--good)"
          stroke="var(--surface)"
          strokeWidth={0.5}
        />
      )}
      {change.lost.length > 0 && (
        <path d={`M${x - 4} ${y - 13}h8l-4 7z`} fill="var(--bad)" stroke="var(--surface)" strokeWidth={0.5} />
      )}
      {verdicts.map((verdict, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows are the tests in their order
        <VerdictSign key={row} verdict={verdict} x={x} y={placeRow(row) + CHART.rowHeight / 2} />
      ))}
    </g>
  );
}

/** A tick, a cross or a ring: the shape says what the colour repeats. */
export function VerdictSign({ verdict, x, y }: { verdict: CurveVerdict; x: number; y: number }) {
  const common = { fill: 'none', strokeWidth: 1.8, strokeLinecap: 'round' as const };
  if (verdict === 'passed')
    return (
      <path d={`M${x - 3.2} ${y}l2.2 2.6 4.2-5.2`} stroke="var(--good)" strokeLinejoin="round" {...common} />
    );
  if (verdict === 'failed')
    return <path d={`M${x - 2.6} ${y - 2.6}l5.2 5.2m0-5.2l-5.2 5.2`} stroke="var(--bad)" {...common} />;
  return <circle cx={x} cy={y} r={2} stroke="var(--ink-faint)" {...common} strokeWidth={1.2} />;
}
