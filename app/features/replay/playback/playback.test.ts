import { expect, test } from 'vitest';
import { advance, Playback, stepSpeed } from './playback.ts';

function makePlayback(length = 60_000): Playback {
  const playback = new Playback();
  playback.setLength(length, { isLive: false, now: 0 });
  return playback;
}

test('plays at its speed and stops at the end', () => {
  const playback = makePlayback();
  playback.play(1000);
  expect(playback.at(3000)).toBe(2000);
  playback.setSpeed(32, 3000);
  expect(playback.at(4000)).toBe(34_000);
  expect(playback.at(9000)).toBe(60_000);
  expect(playback.isPlaying).toBe(false);
});

test('a pause holds the moment, and playing at the end begins anew', () => {
  const playback = makePlayback();
  playback.play(0);
  playback.pause(5000);
  expect(playback.at(50_000)).toBe(5000);
  playback.seek(60_000, 50_000);
  playback.play(50_000);
  expect(playback.at(51_000)).toBe(1000);
});

test('jumps over inactivity but for its edges, and not when told so', () => {
  const playback = makePlayback();
  playback.setIdle([{ from: 10_000, to: 30_000 }], 0);
  playback.seek(10_000, 0);
  playback.play(0);
  expect(playback.at(400)).toBe(10_400);
  expect(playback.at(1000)).toBe(30_000);
  playback.setSkipping(false, 1000);
  playback.seek(10_000, 1000);
  expect(playback.at(3000)).toBe(12_000);
});

test('several stretches are jumped over in one step', () => {
  const skips = [
    { from: 100, to: 200 },
    { from: 300, to: 400 },
  ];
  expect(advance(50, 200, skips)).toBe(450);
  expect(advance(150, 10, skips)).toBe(210);
});

test('a place outside of the tape counts as its beginning or end', () => {
  const playback = makePlayback(1000);
  playback.seek(-5, 0);
  expect(playback.at(0)).toBe(0);
  playback.seek(5000, 0);
  expect(playback.at(0)).toBe(1000);
});

test('at the end of a tape that grows it goes on playing', () => {
  const playback = new Playback();
  playback.setLength(1000, { isLive: true, now: 0 });
  playback.play(0);
  expect(playback.at(5000)).toBe(1000);
  playback.setLength(9000, { isLive: true, now: 5000 });
  expect(playback.at(5500)).toBe(1500);
});

test('speeds step through the menu and stay in it', () => {
  expect([stepSpeed(1, 1), stepSpeed(1, -1), stepSpeed(32, 1), stepSpeed(0.5, -1)]).toEqual([
    2, 0.5, 32, 0.5,
  ]);
});
