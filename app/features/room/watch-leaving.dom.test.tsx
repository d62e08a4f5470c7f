import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { AWAY_PAUSE, watchLeaving } from './watch-leaving.ts';

let told: (string | number)[];
let isConnected: boolean;
let stop: () => void;
let hasFocus: boolean;
let isSeen: boolean;

beforeEach(() => {
  vi.useFakeTimers();
  told = [];
  [isConnected, hasFocus, isSeen] = [true, true, true];
  document.hasFocus = () => hasFocus;
  Object.defineProperty(document, 'visibilityState', {
    configurable: true,
    get: () => (isSeen ? 'visible' : 'hidden'),
  });
  stop = watchLeaving({
    lookedAway: () => {
      if (isConnected) told.push('away');
      return isConnected;
    },
    lookedBack: (awayMs) => told.push(awayMs),
  });
});
afterEach(() => {
  stop();
  vi.useRealTimers();
});

function blur(): void {
  hasFocus = false;
  window.dispatchEvent(new Event('blur'));
}
function focus(): void {
  hasFocus = true;
  window.dispatchEvent(new Event('focus'));
}
function show(isVisible: boolean): void {
  isSeen = isVisible;
  document.dispatchEvent(new Event('visibilitychange'));
}

test('leaving is told after a while, and coming back with the whole time away', () => {
  blur();
  vi.advanceTimersByTime(AWAY_PAUSE - 1);
  expect(told).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(told).toEqual(['away']);
  vi.advanceTimersByTime(4000);
  focus();
  expect(told).toEqual(['away', AWAY_PAUSE + 4000]);
});

test('a click past the page and back is nothing', () => {
  blur();
  vi.advanceTimersByTime(AWAY_PAUSE / 2);
  focus();
  vi.advanceTimersByTime(10_000);
  expect(told).toEqual([]);
});

test('losing the focus and being hidden are one leave, and being seen without focus is not back', () => {
  blur();
  show(false);
  vi.advanceTimersByTime(AWAY_PAUSE);
  show(true);
  expect(told).toEqual(['away']);
  focus();
  expect(told).toHaveLength(2);
});

test('a leave that nobody heard has no return', () => {
  isConnected = false;
  blur();
  vi.advanceTimersByTime(AWAY_PAUSE);
  isConnected = true;
  focus();
  expect(told).toEqual([]);
});

test('after the end nothing is told', () => {
  blur();
  stop();
  vi.advanceTimersByTime(10_000);
  focus();
  expect(told).toEqual([]);
});
