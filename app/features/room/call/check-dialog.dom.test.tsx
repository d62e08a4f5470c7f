import { act } from 'react';
import { afterEach, expect, test } from 'vitest';
import { TooltipProvider } from '#app/components/ui/tooltip.tsx';
import { RoomContext } from '../room-context.ts';
import { buildRoomWithCall, NO_DEVICES } from '../testing/fake-call.ts';
import { render } from '../testing/render.ts';
import { CallView } from './call-view.tsx';

let stop: () => void;
afterEach(() => stop());

/** The dialog as somebody of this role sees it, once everything has answered. */
async function open(built: ReturnType<typeof buildRoomWithCall>) {
  built.room.bench.change({ dialog: 'call' });
  stop = render(
    <RoomContext.Provider value={built.room}>
      <TooltipProvider>
        <CallView isPhone={false} />
      </TooltipProvider>
    </RoomContext.Provider>,
  );
  await act(async () => {});
}
const dialog = () => document.querySelector('[role="dialog"]');
const button = (name: string) =>
  [...document.querySelectorAll('button')].find(({ textContent }) => textContent === name);
const press = async (name: string) => act(async () => button(name)?.click());

test('one joins with the microphone on and the camera off, and is told of a recording before', async () => {
  const built = buildRoomWithCall('candidate');
  built.client.found = { type: 'reachable', roundTripMs: 21, isRecorded: true };
  await open(built);
  expect(dialog()?.textContent).toContain('21 ms');
  expect(dialog()?.textContent).toContain('What you say in the call is recorded and written down');
  expect(built.media.opened).toEqual(['microphone null']);
  await press('Join');
  expect(built.client.joined).toEqual({ microphone: true, camera: false, devices: NO_DEVICES });
  expect([dialog(), built.room.bench.get().dialog]).toEqual([null, null]);
  expect(built.media.opened.at(-1)).toBe('microphone stopped');
});

test('joining muted is remembered, and a chosen microphone is the one that is opened', async () => {
  const built = buildRoomWithCall('interviewer');
  built.prefs.change({ joinsMuted: true, microphone: 'mic-1' });
  await open(built);
  expect(built.media.opened).toEqual(['microphone mic-1']);
  await press('Join muted');
  expect(built.client.joined?.microphone).toBe(false);
});

test('a refused microphone is told with what to do, and one joins to listen', async () => {
  const built = buildRoomWithCall('candidate');
  built.media.failure = new DOMException('no', 'NotAllowedError');
  await open(built);
  expect(dialog()?.textContent).toContain('The browser does not let this page use the microphone');
  built.media.failure = null;
  await press('Try again');
  expect(button('Join')).toBeDefined();
  built.media.failure = new DOMException('no', 'NotFoundError');
  stop();
  await open(built);
  expect(dialog()?.textContent).toContain('No microphone was found');
  await press('Join to listen');
  expect(built.client.joined?.microphone).toBe(false);
});

test('without a call everything else works, and trying again is offered', async () => {
  const built = buildRoomWithCall('candidate');
  built.client.found = { type: 'none', why: 'no-server', message: 'There is no call on this machine.' };
  await open(built);
  expect(dialog()?.textContent).toContain('There is no call on this machine.');
  expect(button('Join')).toBeUndefined();
  built.client.found = { type: 'reachable', roundTripMs: 3, isRecorded: false };
  await press('Try again');
  expect(button('Join')).toBeDefined();
  await press('Without a call');
  expect([dialog(), built.client.joined]).toEqual([null, null]);
});

test('those who watch are asked for no microphone', async () => {
  const built = buildRoomWithCall('observer');
  await open(built);
  expect(built.media.opened).toEqual([]);
  expect(dialog()?.textContent).toContain('The room lists you as watching');
  await press('Join to listen');
  expect(built.client.joined).toMatchObject({ microphone: false, camera: false });
});
