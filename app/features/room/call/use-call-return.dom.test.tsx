import { act } from 'react';
import { afterEach, expect, test } from 'vitest';
import type { RoomRole } from '#core/roles.ts';
import { RoomContext } from '../room-context.ts';
import { buildRoomWithCall } from '../testing/fake-call.ts';
import { render } from '../testing/render.ts';
import type { CallWish } from './call-client.ts';
import { useCallReturn } from './use-call-return.ts';

let stop: () => void = () => undefined;
afterEach(() => {
  stop();
  sessionStorage.clear();
});

function Habit() {
  useCallReturn();
  return null;
}

/** A page of the same tab, before the room has answered it. */
function open(role: RoomRole = 'candidate') {
  stop();
  const built = buildRoomWithCall(role, { connection: 'connecting' });
  built.client.admits = true;
  stop = render(
    <RoomContext.Provider value={built.room}>
      <Habit />
    </RoomContext.Provider>,
  );
  const enterRoom = () =>
    act(async () => built.state.update((state) => ({ ...state, connection: 'online' })));
  const join = (wish: CallWish) =>
    act(() => built.client.join({ ...wish, devices: { microphone: null, camera: null, speaker: null } }));
  return { ...built, enterRoom, join };
}
const leavePage = () => window.dispatchEvent(new Event('pagehide'));

test('who was in the call when the page was reloaded is back in it once the room is entered, and is told', async () => {
  await open().join({ microphone: false, camera: true });
  leavePage();
  const { client, prefs, enterRoom, toasts } = open();
  prefs.choose('speaker', 'headset');
  expect(client.joined).toBeNull();
  await enterRoom();
  expect(client.joined).toEqual({
    microphone: false,
    camera: true,
    devices: { microphone: null, camera: null, speaker: 'headset' },
  });
  expect(toasts).toEqual(['You are back in the call, muted, with your camera on.']);
});

test('who was heard is told that they are heard again', async () => {
  await open().join({ microphone: true, camera: false });
  leavePage();
  const { enterRoom, toasts } = open();
  await enterRoom();
  expect(toasts).toEqual(['You are back in the call. The others hear you.']);
});

test('a key that was held when the page went is not held when it is back', async () => {
  const { join, prefs } = open();
  prefs.change({ isPushToTalk: true });
  await join({ microphone: true, camera: false });
  leavePage();
  const { client, enterRoom } = open();
  await enterRoom();
  expect(client.joined?.microphone).toBe(false);
});

test('who left the call, or was taken out of it, is not put into it', async () => {
  for (const end of [
    { type: 'left' },
    { type: 'absent', why: 'removed', message: 'You were taken out of the call.' },
  ] as const) {
    const { join, client } = open();
    await join({ microphone: true, camera: false });
    act(() => client.tell(end));
    leavePage();
    const next = open();
    await next.enterRoom();
    expect(next.client.joined).toBeNull();
  }
});

test('the call that is not there any more is not said to be one is back in', async () => {
  await open().join({ microphone: true, camera: false });
  leavePage();
  const { client, enterRoom, toasts } = open();
  client.admits = false;
  await enterRoom();
  expect([client.joined === null, toasts]).toEqual([false, []]);
});
