import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { RecentCursors } from './recent-cursors.ts';
import { LABEL_SHOWN } from './remote-cursors.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test('a cursor is recent from its move until it has rested for a while', () => {
  const told: number[][] = [];
  const cursors = new RecentCursors((ids) => told.push([...ids]));
  cursors.see(1, 'a');
  cursors.see(1, 'a');
  expect(told).toEqual([]);
  cursors.see(1, 'b');
  vi.advanceTimersByTime(LABEL_SHOWN - 1);
  cursors.see(1, 'c');
  vi.advanceTimersByTime(LABEL_SHOWN - 1);
  expect(told).toEqual([[1]]);
  vi.advanceTimersByTime(1);
  expect(told).toEqual([[1], []]);
});

test('each cursor rests by its own clock, and none is told after the end', () => {
  const told: number[][] = [];
  const cursors = new RecentCursors((ids) => told.push([...ids]));
  for (const place of ['a', 'b']) cursors.see(1, place);
  vi.advanceTimersByTime(LABEL_SHOWN / 2);
  for (const place of ['a', 'b']) cursors.see(2, place);
  vi.advanceTimersByTime(LABEL_SHOWN / 2);
  expect(told).toEqual([[1], [1, 2], [2]]);
  cursors.stop();
  vi.advanceTimersByTime(LABEL_SHOWN);
  expect(told).toHaveLength(3);
});
