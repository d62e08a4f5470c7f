import { expect, test } from 'vitest';
import { panelTime } from './panel-time.ts';
import { SPEEDS } from './playback.ts';

test('a second of play is told in four steps at every speed', () => {
  for (const speed of SPEEDS) {
    const second = Array.from({ length: 60 }, (_, frame) => (frame / 60) * 1000 * speed);
    const told = new Set(second.map((atMs) => panelTime(atMs, { isPlaying: true, speed })));
    expect([...told], `${speed}×`).toEqual([0, 250 * speed, 500 * speed, 750 * speed]);
  }
});

test('at rest the time is told to the millisecond', () => {
  expect(panelTime(1234, { isPlaying: false, speed: 32 })).toBe(1234);
});
