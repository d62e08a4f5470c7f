import { Cell, HeadCell, Table } from '#app/components/ui/table.tsx';
import { formatElapsed } from '#app/features/room/clock.ts';
import type { CurvePoint } from '#core/replay-protocol.ts';
import type { CurveRow, CurveVerdict } from './curve-rows.ts';

const WORDS: Record<CurveVerdict, string> = { passed: 'Passed', failed: 'Failed', unknown: 'Not known' };

interface CurveTableProps {
  points: readonly CurvePoint[];
  rows: readonly CurveRow[];
  onGo: (atMs: number) => void;
}

/** The same as words and figures, for those who read rather than look. */
export function CurveTable({ points, rows, onGo }: CurveTableProps) {
  return (
    <details className="border-t border-line">
      <summary className="min-h-8 px-3 py-1.5 text-13 text-ink-soft">Show as a table</summary>
      <Table caption="Tests passed over time">
        <thead>
          <tr>
            <HeadCell>Moment</HeadCell>
            <HeadCell>Passed</HeadCell>
            {rows.map(({ index, name }) => (
              <HeadCell key={index}>{name}</HeadCell>
            ))}
          </tr>
        </thead>
        <tbody>
          {points.map((point, at) => (
            <tr key={point.position}>
              <Cell>
                <button
                  type="button"
                  className="tabular min-h-6 rounded-control px-1 text-accent hover:bg-hover"
                  onClick={() => onGo(point.atMs)}
                >
                  {formatElapsed(point.atMs)}
                </button>
              </Cell>
              <Cell className="tabular">
                {point.passed} of {point.total}
              </Cell>
              {rows.map(({ index, verdicts }) => (
                <Cell key={index}>{WORDS[verdicts[at] ?? 'unknown']}</Cell>
              ))}
            </tr>
          ))}
        </tbody>
      </Table>
    </details>
  );
}
