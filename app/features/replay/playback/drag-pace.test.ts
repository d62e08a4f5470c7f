import { expect, test } from 'vitest';
import { DragPace } from './drag-pace.ts';

test('a moment is shown with every drawing as long as they come in time', () => {
  const pace = new DragPace();
  for (let n = 0; n < 200; n++) {
    pace.noteDrawing(n * 16.7 + (n % 3));
    expect(pace.isFree).toBe(true);
    pace.noteMoment();
  }
});

test('late drawings halve how often, and once they come in time all are tried again', () => {
  const pace = new DragPace();
  let now = 0;
  /** Shows a moment wherever one is free, in drawings of 17 ms. */
  const drag = (drawings: number) => {
    let moments = 0;
    for (let n = 0; n < drawings; n++) {
      if (pace.isFree) {
        moments++;
        pace.noteMoment();
      }
      now += 17;
      pace.noteDrawing(now);
    }
    return moments;
  };
  expect(drag(4)).toBe(4);
  now += 20;
  expect(drag(100)).toBe(50);
  drag(80);
  expect(drag(100)).toBe(100);
});
