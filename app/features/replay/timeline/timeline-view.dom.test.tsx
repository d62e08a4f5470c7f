import { act } from 'react';
import { afterEach, expect, test } from 'vitest';
import { render } from '#app/features/room/testing/render.ts';
import { ReplayPlayer } from '../replay-player.ts';
import type { TapeFacts } from '../tape/tape-protocol.ts';
import { makeSpeech } from '../transcript/fake-speech.ts';
import { SpeechLane, speechAt } from './speech-lane.tsx';
import { TimelineView } from './timeline-view.tsx';

let leave: () => void = () => undefined;
afterEach(() => leave());

/** A timeline of five minutes on which nothing is but one word and one comment. */
function renderTimeline() {
  const counts = { drawings: 0 };
  const player = new ReplayPlayer({
    port: { post: () => undefined, listen: () => undefined },
    startMs: 0,
    now: () => 0,
    requestFrame: () => undefined,
  });
  const tape: TapeFacts = {
    frames: 1,
    startAt: 0,
    // read once in each drawing of the timeline
    get lengthMs() {
      counts.drawings++;
      return 300_000;
    },
    progress: 1,
    isComplete: true,
    isLive: false,
    people: [],
    events: [],
    chat: [],
    speeches: [],
    assistant: [],
    damage: null,
  };
  leave = render(
    <TimelineView
      player={player}
      tape={tape}
      speeches={[makeSpeech(4000, 6000, { text: 'Well' })]}
      view={{ from: 5000, to: 300_000 }}
      onView={() => undefined}
      comments={[{ id: 'a', atMs: 5000, label: 'Look here' }]}
      pins={[]}
      isPhone={false}
    />,
  );
  return { player, counts };
}

test('skipped stretches are two shapes, however many there are', () => {
  const { player } = renderTimeline();
  const countShapes = () => document.querySelectorAll('svg path, svg rect').length;
  const before = countShapes();
  const spans = Array.from({ length: 5000 }, (_, n) => ({ from: 50 * n, to: 50 * n + 30 }));
  act(() => player.idle.set(spans));
  expect(document.querySelector('[fill="url(#replay-skip)"]')).not.toBeNull();
  expect(countShapes()).toBe(before);
});

test('the pointer over the timeline shows what is there, and draws nothing else anew', () => {
  const { counts } = renderTimeline();
  const before = counts.drawings;
  expect(before).toBeGreaterThan(0);
  point('pointermove');
  expect(document.querySelector('time')?.parentElement?.textContent).toBe('00:05Ada: WellLook here');
  point('pointerout');
  expect(document.querySelector('time')).toBeNull();
  expect(counts.drawings).toBe(before);
});

function point(type: 'pointermove' | 'pointerout'): void {
  const slider = document.querySelector('[role="slider"]');
  act(() => void slider?.dispatchEvent(new PointerEvent(type, { bubbles: true })));
}

test('what somebody said is a span of the lane, one shape for each speaker, and a press on it goes to its start', () => {
  const speeches = [
    makeSpeech(10_000, 20_000),
    makeSpeech(30_000, 40_000),
    makeSpeech(15_000, 50_000, { participantId: 'bob' }),
  ];
  leave = render(
    <svg aria-hidden="true">
      <SpeechLane {...{ speeches, scale: SCALE, y: 7, colourOf: () => 'red' }} />
    </svg>,
  );
  const paths = [...document.querySelectorAll('path')].map((path) => path.getAttribute('d'));
  expect(paths).toEqual(['M10.00,4h10.00v6h-10.00zM30.00,4h10.00v6h-10.00z', 'M15.00,4h35.00v6h-35.00z']);
  const startAt = (atMs: number) => speechAt(speeches, atMs)?.from;
  expect([startAt(12_000), startAt(18_000), startAt(35_000), startAt(60_000)]).toEqual([
    10_000,
    15_000,
    15_000,
    undefined,
  ]);
});

const SCALE = { from: 0, to: 100_000, width: 100 };
