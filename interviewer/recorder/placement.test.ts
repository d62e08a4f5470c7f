import { expect, test } from 'vitest';
import { placeSound, samplesIn } from './placement.ts';

const STARTED = 1_700_000_000_000;
const place = (writtenMs: number, soundMs: number, endsAfter: number) =>
  placeSound({
    startedAt: STARTED,
    written: samplesIn(writtenMs),
    count: samplesIn(soundMs),
    endsAt: STARTED + endsAfter,
  });

test('sound that follows, or comes a little uneven, is put behind the last', () => {
  expect(place(0, 100, 100)).toEqual({ silence: 0 });
  expect(place(1000, 100, 1220)).toEqual({ silence: 0 });
  expect(place(1000, 100, 1050)).toEqual({ silence: 0 });
});

test('what comes later than the network explains is set apart by all of the silence', () => {
  expect(place(1000, 100, 1221)).toEqual({ silence: samplesIn(121) });
  expect(place(1000, 100, 6100)).toEqual({ silence: samplesIn(5000) });
});

test('sound that came late and at once keeps its place', () => {
  expect(place(1000, 2000, 3000)).toEqual({ silence: 0 });
});

test('a long silence, and a clock that was put back, begin another file', () => {
  expect(place(1000, 100, 31_100)).toEqual({ silence: samplesIn(30_000) });
  expect(place(1000, 100, 31_200)).toBeNull();
  expect(place(1000, 100, 500)).toBeNull();
});
