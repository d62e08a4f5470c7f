import { expect, test } from 'vitest';
import { keepInView, pan, spansPath, ticksOf, toTime, toX, zoom } from './scale.ts';

const length = 100_000;

test('places and times are inverse', () => {
  const scale = { from: 20_000, to: 60_000, width: 800 };
  expect(toX(40_000, scale)).toBe(400);
  expect(toTime(toX(33_000, scale), scale)).toBeCloseTo(33_000);
});

test('zooming keeps the time under the pointer, down to a shortest stretch and up to the whole', () => {
  const near = zoom({ from: 0, to: length }, { factor: 2, around: 40_000, length });
  expect(near).toEqual({ from: 20_000, to: 70_000 });
  const nearest = zoom(near, { factor: 1e6, around: 40_000, length });
  expect(nearest.to - nearest.from).toBe(2000);
  expect(zoom(near, { factor: 0.01, around: 40_000, length })).toEqual({ from: 0, to: length });
});

test('moving stays inside of the tape', () => {
  expect(pan({ from: 10_000, to: 20_000 }, -50_000, length)).toEqual({ from: 0, to: 10_000 });
  expect(pan({ from: 10_000, to: 20_000 }, 1e9, length)).toEqual({ from: 90_000, to: length });
});

test('a time that leaves the view takes it along', () => {
  const view = { from: 0, to: 10_000 };
  expect(keepInView(view, 5000, length)).toBe(view);
  expect(keepInView(view, 11_000, length)).toEqual({ from: 10_000, to: 20_000 });
});

test('stretches make one shape, without those out of view and none too narrow to be seen', () => {
  const spans = [
    { from: 0, to: 10_000 },
    { from: 30_000, to: 40_000 },
    { from: 50_000, to: 50_001 },
  ];
  const scale = { from: 20_000, to: 60_000, width: 800 };
  expect(spansPath(spans, scale, { top: 10, bottom: 30 })).toBe(
    'M200.00,10h200.00v20h-200.00zM600.00,10h0.50v20h-0.50z',
  );
});

test('the scale is written in round steps that have room', () => {
  expect(ticksOf({ from: 0, to: length, width: 400 })).toEqual([0, 30_000, 60_000, 90_000]);
});
