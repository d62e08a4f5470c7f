import { expect, test } from 'vitest';
import type { Signal } from '#core/tape/context.ts';
import { describeSignal, formatAway, listShown } from './signal-words.ts';

const BOB = '7f1f3c3e-57a3-4c9c-9c7d-6f0a53b5a001';
const noted = (at: number, signal: Signal) => ({ participantId: BOB, at, signal });

test('signals read as what happened, each with an innocent reason', () => {
  const signals: Signal[] = [
    { signal: 'paste', fileId: 'f', length: 412, isInternal: false },
    { signal: 'paste', fileId: 'f', length: 1, isInternal: true },
    { signal: 'focus-lost' },
    { signal: 'focus-back', awayMs: 40_000 },
    { signal: 'second-tab' },
    { signal: 'reconnected', awayMs: 125_000 },
  ];
  expect(signals.map((signal) => describeSignal(signal).what)).toEqual([
    'Pasted 412 characters from outside the room',
    'Pasted 1 character copied in this room',
    'Left the page, and has not come back yet',
    'Left the page for 40 s',
    'Opened the room in a second tab',
    'Came back after 2 min 5 s without a connection',
  ]);
  for (const signal of signals) expect(describeSignal(signal).why).toMatch(/^[A-Z].*\.$/);
});

test('leaving the page shows by itself only until the person is back; the newest comes first', () => {
  const [left, back, leftAgain] = [
    noted(1, { signal: 'focus-lost' }),
    noted(2, { signal: 'focus-back', awayMs: 1 }),
    noted(3, { signal: 'focus-lost' }),
  ];
  expect(listShown([left, back, leftAgain])).toEqual([leftAgain, back]);
});

test.each([
  [0, '1 s'],
  [59_400, '59 s'],
  [60_000, '1 min'],
])('%i ms read %s', (time, words) => {
  expect(formatAway(time)).toBe(words);
});
