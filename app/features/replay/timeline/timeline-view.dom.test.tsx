import { act } from 'react';
import { afterEach, expect, test } from 'vitest';
import { render } from '#app/features/room/testing/render.ts';
import { ReplayPlayer } from '../replay-player.ts';
import type { TapeFacts } from '../tape/tape-protocol.ts';
import { TimelineView } from './timeline-view.tsx';

let leave: () => void = () => undefined;
afterEach(() => leave());

/** A timeline of five minutes on which nothing is but one comment. */
function renderTimeline() {
  const player = new ReplayPlayer({
    port: { post: () => undefined, listen: () => undefined },
    startMs: 0,
    now: () => 0,
    requestFrame: () => undefined,
  });
  const tape: TapeFacts = {
    frames: 1,
    startAt: 0,
    lengthMs: 300_000,
    progress: 1,
    isComplete: true,
    isLive: false,
    people: [],
    events: [],
    chat: [],
    damage: null,
  };
  leave = render(
    <TimelineView
      player={player}
      tape={tape}
      view={{ from: 5000, to: 300_000 }}
      onView={() => undefined}
      comments={[{ id: 'a', atMs: 5000, label: 'Look here' }]}
      pins={[]}
      isPhone={false}
    />,
  );
  return player;
}

test('skipped stretches are two shapes, however many there are', () => {
  const player = renderTimeline();
  const countShapes = () => document.querySelectorAll('svg path, svg rect').length;
  const before = countShapes();
  const spans = Array.from({ length: 5000 }, (_, n) => ({ from: 50 * n, to: 50 * n + 30 }));
  act(() => player.idle.set(spans));
  expect(document.querySelector('[fill="url(#replay-skip)"]')).not.toBeNull();
  expect(countShapes()).toBe(before);
});
