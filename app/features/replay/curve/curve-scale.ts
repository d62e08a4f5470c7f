/** Sizes of the chart in pixels. `width` holds until that of the panel is known. */
export const CHART = {
  width: 600,
  left: 8,
  right: 8,
  lineTop: 18,
  lineHeight: 72,
  rowsGap: 12,
  rowHeight: 18,
};
/** Columns closer than this cannot be told apart or pressed; what is closer is set apart, in order. */
const MIN_STEP = 7;

/** Where each point stands, by its time; crowded ones are set apart so that each can be pressed. Ascending. */
export function placePoints(
  times: readonly number[],
  { lengthMs, width }: { lengthMs: number; width: number },
): number[] {
  const from = CHART.left + 6;
  const span = Math.max(1, width - CHART.right - 6 - from);
  const end = Math.max(1, lengthMs, times.at(-1) ?? 0);
  const step = Math.min(MIN_STEP, times.length > 1 ? span / (times.length - 1) : span);
  const placed: number[] = [];
  for (const time of times) {
    const wish = from + (span * time) / end;
    const before = placed.at(-1);
    placed.push(before === undefined ? wish : Math.max(wish, before + step));
  }
  // What was pushed over the edge comes back, and pushes those before it.
  let limit = from + span;
  for (let at = placed.length - 1; at >= 0; at--) {
    placed[at] = Math.min(placed[at] ?? limit, limit);
    limit = (placed[at] ?? limit) - step;
  }
  return placed;
}

/** Height of the line at this share of passed tests, 0 to 1. */
export function placeShare(passed: number, total: number): number {
  return CHART.lineTop + CHART.lineHeight * (1 - (total === 0 ? 0 : passed / total));
}

/** Top of a test's row. */
export function placeRow(row: number): number {
  return CHART.lineTop + CHART.lineHeight + CHART.rowsGap + row * CHART.rowHeight;
}

/** Steps from point to point as an SVG path: a result holds until the next one. */
export function drawSteps(places: readonly { x: number; y: number }[]): string {
  return places.map(({ x, y }, at) => (at === 0 ? `M${x} ${y}` : `H${x}V${y}`)).join('');
}
