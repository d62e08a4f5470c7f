import { formatElapsed } from '#app/features/room/clock.ts';
import type { CurvePoint } from '#core/replay-protocol.ts';

/** What came of one test at one moment. `unknown`: it was not run, or our side failed. */
export type CurveVerdict = 'passed' | 'failed' | 'unknown';

/** One test over time, in step with the points. */
export interface CurveRow {
  index: number;
  name: string;
  verdicts: CurveVerdict[];
}

/** What a moment changed against the one before it. */
export interface CurveChange {
  /** All tests pass here for the first time. */
  isFirstGreen: boolean;
  /** Names of the tests that pass here and did not before. */
  gained: string[];
  /** Names of the tests that passed before and fail here. */
  lost: string[];
}

/** The points of each question, in the order in which these were first tested; one without a title of its own. */
export function groupByQuestion(
  points: readonly CurvePoint[],
): { title: string | null; points: readonly CurvePoint[] }[] {
  const titles = [...new Set(points.map(({ question }) => question))];
  return titles.map((title) => ({ title, points: points.filter(({ question }) => question === title) }));
}

/** The tests in their order, each with its verdict at every point. */
export function listRows(points: readonly CurvePoint[]): CurveRow[] {
  const names = new Map<number, string>();
  for (const { results } of points) for (const { index, name } of results) names.set(index, name);
  return [...names]
    .sort(([a], [b]) => a - b)
    .map(([index, name]) => ({ index, name, verdicts: points.map((point) => verdictOf(point, index)) }));
}

function verdictOf({ results }: CurvePoint, index: number): CurveVerdict {
  const verdict = results.find((one) => one.index === index)?.verdict;
  if (verdict === undefined || verdict === 'internal' || verdict === 'killed') return 'unknown';
  return verdict === 'accepted' ? 'passed' : 'failed';
}

/** What each point changed. A test whose verdict is unknown at a moment keeps the last one known for this. */
export function listChanges(points: readonly CurvePoint[]): CurveChange[] {
  const last = new Map<number, CurveVerdict>();
  let hasBeenGreen = false;
  const rows = listRows(points);
  return points.map((point, at) => {
    const change: CurveChange = { isFirstGreen: false, gained: [], lost: [] };
    for (const { index, name, verdicts } of rows) {
      const now = verdicts[at] ?? 'unknown';
      if (now === 'unknown') continue;
      const before = last.get(index);
      if (now === 'passed' && before !== 'passed') change.gained.push(name);
      if (now === 'failed' && before === 'passed') change.lost.push(name);
      last.set(index, now);
    }
    if (!hasBeenGreen && point.total > 0 && point.passed === point.total) {
      hasBeenGreen = true;
      change.isFirstGreen = true;
    }
    return change;
  });
}

const REASONS: Record<CurvePoint['reason'], string> = {
  run: 'when somebody ran it',
  tests: 'when somebody ran the tests',
  edit: 'after an edit',
};

/** A point in one sentence or two, for those who hear it and for the line below the chart. */
export function describePoint(point: CurvePoint, change: CurveChange): string {
  const parts = [
    `${formatElapsed(point.atMs)}, ${REASONS[point.reason]}: ${point.passed} of ${point.total} passed.`,
  ];
  if (change.isFirstGreen) parts.push('First time all pass.');
  if (change.gained.length > 0 && !change.isFirstGreen)
    parts.push(`Now passes: ${listNames(change.gained)}.`);
  if (change.lost.length > 0) parts.push(`Fails again: ${listNames(change.lost)}.`);
  return parts.join(' ');
}

/** Tests named before the rest is counted: which they are, the rows say. */
const MAX_NAMES = 3;

function listNames(names: readonly string[]): string {
  if (names.length <= MAX_NAMES) return names.join(', ');
  return `${names.slice(0, MAX_NAMES - 1).join(', ')} and ${names.length - MAX_NAMES + 1} more`;
}

/** The whole curve in a sentence. */
export function describeCurve(points: readonly CurvePoint[], changes: readonly CurveChange[]): string {
  const last = points.at(-1);
  if (!last) return 'No moment has been tested yet.';
  const green = changes.findIndex(({ isFirstGreen }) => isFirstGreen);
  const lost = changes.filter((change) => change.lost.length > 0).length;
  const parts = [`${last.passed} of ${last.total} tests pass at the last of ${points.length} moments.`];
  const greenAt = points[green]?.atMs;
  parts.push(
    greenAt === undefined ? 'They never all passed.' : `All passed first at ${formatElapsed(greenAt)}.`,
  );
  if (lost > 0) parts.push(lost === 1 ? 'Once tests failed again.' : `${lost} times tests failed again.`);
  return parts.join(' ');
}

/** The point to go to by this key, or null where the key means nothing. */
export function decidePointKey(key: string, at: number, count: number): number | null {
  if (key === 'ArrowRight') return Math.min(count - 1, at + 1);
  if (key === 'ArrowLeft') return Math.max(0, at - 1);
  if (key === 'Home') return 0;
  return key === 'End' ? count - 1 : null;
}
