import { expect, test } from 'vitest';
import { CHART, drawSteps, placePoints, placeShare } from './curve-scale.ts';

const SIZE = { lengthMs: 1000, width: CHART.width };

test('moments stand by their time', () => {
  const [start, middle, end] = placePoints([0, 500, 1000], SIZE) as [number, number, number];
  expect(middle).toBeCloseTo((start + end) / 2);
  expect(end).toBeLessThanOrEqual(CHART.width);
});

test('crowded moments stand apart, in order and inside the chart', () => {
  for (const times of [
    Array(40).fill(990),
    Array.from({ length: 300 }, (_, at) => at),
    [0, 0, 0, 1000, 1000],
  ]) {
    const placed = placePoints(times, SIZE);
    const gaps = placed.slice(1).map((x, at) => x - (placed[at] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThan(1.9);
    expect(placed[0]).toBeGreaterThanOrEqual(0);
    expect(placed.at(-1)).toBeLessThanOrEqual(CHART.width);
  }
});

test('all passed is at the top, none at the bottom, also of no tests at all', () => {
  expect(placeShare(3, 3)).toBe(CHART.lineTop);
  expect(placeShare(0, 3)).toBe(CHART.lineTop + CHART.lineHeight);
  expect(placeShare(0, 0)).toBe(CHART.lineTop + CHART.lineHeight);
});

test('a result holds until the next one', () => {
  expect(
    drawSteps([
      { x: 1, y: 9 },
      { x: 5, y: 2 },
    ]),
  ).toBe('M1 9H5V2');
});
