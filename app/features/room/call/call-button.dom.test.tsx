import { afterEach, expect, test } from 'vitest';
import { RoomContext } from '../room-context.ts';
import { buildRoomWithInterviewer } from '../testing/interviewer.ts';
import { render } from '../testing/render.ts';
import { CallButton } from './call-button.tsx';

let leave: () => void = () => undefined;
afterEach(() => leave());

function show(hasCall: boolean): Element | null {
  const { room } = buildRoomWithInterviewer('candidate');
  leave = render(
    <RoomContext.Provider value={{ ...room, visitor: { ...room.visitor, hasCall } }}>
      <CallButton isPhone={false} />
    </RoomContext.Provider>,
  );
  return document.querySelector('[aria-label="Join the call"]');
}

test('leads into the call where the interview has one', () => {
  expect(show(true)).not.toBeNull();
});

test('is absent where the interview has none', () => {
  expect(show(false)).toBeNull();
});
