import { act } from 'react';
import { afterEach, expect, test } from 'vitest';
import { type Room, RoomContext } from '../room-context.ts';
import { reduceMessage } from '../room-state.ts';
import { AI, buildRoomWithInterviewer, INTERVIEWER } from '../testing/interviewer.ts';
import { render } from '../testing/render.ts';
import { ChatPanel } from './chat-panel.tsx';

let stop: () => void;
afterEach(() => stop());

function show(room: Room) {
  stop = render(
    <RoomContext.Provider value={room}>
      <ChatPanel />
    </RoomContext.Provider>,
  );
}
const log = () => document.querySelector('[role="log"]') as HTMLElement;
const id = '00000000-0000-4000-8000-0000000000c1';

test('[INT2] what the AI interviewer writes appears as it comes, and readers hear it once it is whole', () => {
  const { room, state } = buildRoomWithInterviewer('candidate');
  show(room);
  expect(log().textContent).toContain('greets you here');
  const part = (text: string) =>
    act(() =>
      state.update((is) =>
        reduceMessage(is, { type: 'chat-part', id, participantId: AI.participantId, text }, 0),
      ),
    );
  part('Hello, ');
  part('Casey.');
  const coming = () => log().querySelector('li[aria-hidden="true"]');
  expect(coming()?.textContent).toContain('AI interviewer');
  expect(coming()?.textContent).toContain('Hello, Casey.');
  const message = { ...AI, id, text: 'Hello, Casey.', at: 1 };
  act(() => state.update((is) => reduceMessage(is, { type: 'chat', message }, 0)));
  expect(coming()).toBeNull();
  expect(log().textContent?.match(/Hello, Casey\./g)).toHaveLength(1);
  // the page's own announcements say it: a second voice would repeat it
  expect(log().getAttribute('aria-live')).toBe('off');
});

test('[INT1] that the AI interviewer thinks stands below the messages until its words come', () => {
  const { room, state } = buildRoomWithInterviewer('candidate', {
    interviewer: { ...INTERVIEWER, activity: 'thinking' },
  });
  show(room);
  expect(log().textContent).toContain('The AI interviewer is thinking');
  act(() => state.update((is) => ({ ...is, interviewer: { ...INTERVIEWER, activity: 'slow' } })));
  expect(log().textContent).toContain('needs longer than usual');
  act(() => state.update((is) => ({ ...is, writing: { id, text: 'So' } })));
  expect(log().textContent).not.toContain('needs longer');
});

test('a chat between people has neither a head nor words of an AI interviewer', () => {
  const { room } = buildRoomWithInterviewer('candidate', { interviewer: null });
  show({ ...room, visitor: { ...room.visitor, isHeldByAi: false } });
  expect(document.querySelector('[aria-label="AI interviewer"]')).toBeNull();
  expect(log().textContent).toContain('Nothing written so far');
});
