import { expect, test } from 'vitest';
import { STOPPED_CLOCK } from '#core/interview-clock.ts';
import { FRAME_KINDS, SYSTEM_AUTHOR } from '../frames.ts';
import { START, WrittenTape } from './tests/written-tape.ts';

test('idle are the stretches between frames that show something, from the beginning to the end', () => {
  const tape = new WrittenTape();
  const at = (seconds: number) => {
    tape.now = START + seconds * 1000;
  };
  tape.say(FRAME_KINDS.clock, SYSTEM_AUTHOR, STOPPED_CLOCK);
  at(30);
  tape.join('ada'); // 2
  at(31);
  tape.join('bob'); // 3
  at(60);
  tape.say(FRAME_KINDS.signal, 'ada', { signal: 'focus-lost' });
  tape.raw(200, 'ada', new Uint8Array());
  at(90);
  tape.join('eve'); // 6
  at(120);
  tape.say(FRAME_KINDS.signal, 'ada', { signal: 'focus-back', awayMs: 60_000 });
  const { timeline } = tape;
  const span = (from: number, to: number, fromSeconds: number, toSeconds: number) => ({
    from,
    to,
    fromAt: START + fromSeconds * 1000,
    toAt: START + toSeconds * 1000,
  });
  expect(timeline.idleSpans(20_000)).toEqual([span(0, 1, 0, 30), span(3, 5, 31, 90), span(6, 7, 90, 120)]);
  expect(timeline.idleSpans(59_000)).toEqual([span(3, 5, 31, 90)]);
  expect(timeline.idleSpans(59_001)).toEqual([]);
});

test('a tape of nothing has no idle stretch', () => {
  expect(new WrittenTape().timeline.idleSpans(0)).toEqual([]);
});

test('while somebody speaks it is not idle, from the beginning of what they say', () => {
  const tape = new WrittenTape();
  const at = (seconds: number) => {
    tape.now = START + seconds * 1000;
  };
  const say = (from: number, to: number) => {
    at(to);
    tape.say(FRAME_KINDS.speech, 'ada', {
      id: crypto.randomUUID(),
      participantId: crypto.randomUUID(),
      name: 'Ada',
      role: 'candidate',
      colour: 1,
      text: 'Well',
      startedAt: START + from * 1000,
      endedAt: START + to * 1000,
      words: [],
      isCut: false,
    });
  };
  tape.join('ada'); // 1
  say(20, 50); // 2, without a pause after the next
  say(40, 60); // 3
  at(62);
  tape.join('bob'); // 4
  say(61, 100); // 5, which a frame came into
  at(130);
  tape.join('eve'); // 6
  const seconds = tape.timeline
    .idleSpans(5000)
    .map(({ from, to, fromAt, toAt }) => [from, to, (fromAt - START) / 1000, (toAt - START) / 1000]);
  expect(seconds).toEqual([
    [1, 1, 0, 20],
    [5, 5, 100, 130],
  ]);
});
