import type { AuthorActivity } from '#core/tape/timeline/activity.ts';

/** Characters in one bucket from which on the wave is as high as it gets. */
const FULL_AT = 120;

/**
 * The outline of what somebody wrote (above the middle) and deleted (below it), as an SVG path of `width` by `height`.
 * Heights grow with the square root, so that a pasted page does not flatten all that was typed.
 */
export function wavePath({ inserted, deleted }: AuthorActivity, width: number, height: number): string {
  const middle = height / 2;
  const step = width / Math.max(1, inserted.length);
  let path = '';
  inserted.forEach((count, n) => {
    const up = heightOf(count, middle);
    const down = heightOf(deleted[n] ?? 0, middle);
    if (up + down === 0) return;
    path += `M${round(n * step)},${round(middle - up)}h${round(Math.max(1, step))}v${round(up + down)}h${round(-Math.max(1, step))}z`;
  });
  return path;
}

function heightOf(count: number, most: number): number {
  return count === 0 ? 0 : Math.max(1, Math.sqrt(Math.min(1, count / FULL_AT)) * most);
}

function round(n: number): number {
  return Math.round(n * 100) / 100;
}
