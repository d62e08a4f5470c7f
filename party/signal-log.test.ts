import { beforeEach, expect, test } from 'vitest';
import type { RoomRole } from '#core/roles.ts';
import { SIGNAL_HISTORY } from './room-limits.ts';
import { settle } from './tests/fakes.ts';
import { type MemoryPeer, MemoryRoom, WINDOW } from './tests/memory-room.ts';

const PASTE = { signal: 'paste', fileId: 'file', length: 412, isInternal: false } as const;

let room: MemoryRoom;
let bob: MemoryPeer;
beforeEach(async () => {
  room = new MemoryRoom();
  bob = await room.join({ role: 'candidate', name: 'Bob' });
});

const idOf = (peer: MemoryPeer) => peer.heard('welcome')[0]?.you.participantId;

/** What a frame says, whatever it is. */
const wordsOf = (peer: MemoryPeer) =>
  peer.socket.frames.map((frame) => new TextDecoder().decode(frame)).join('\n');

test('[SIG5] interviewers hear each signal as it comes, with whose and when', async () => {
  const ada = await room.join({ name: 'Ada' });
  expect(ada.heard('signals')).toEqual([{ type: 'signals', signals: [] }]);
  bob.say({ type: 'signal', signal: PASTE });
  const noted = { signal: PASTE, participantId: idOf(bob), at: room.clock.now };
  expect(ada.heard('signal')).toEqual([{ type: 'signal', noted }]);
});

test('[SIG5] who comes later hears the last ones, after a restart too', async () => {
  for (let n = 0; n < SIGNAL_HISTORY + 5; n++) {
    bob.say({ type: 'signal', signal: { ...PASTE, length: n } });
    await room.clock.pass(2000);
  }
  const lengths = (peer: MemoryPeer) =>
    peer.heard('signals')[0]?.signals.map(({ signal }) => (signal.signal === 'paste' ? signal.length : null));
  const last = Array.from({ length: SIGNAL_HISTORY }, (_, n) => n + 5);
  expect(lengths(await room.join({ name: 'Ada' }))).toEqual(last);
  await room.clock.pass(WINDOW);
  room.kill();
  expect(lengths(await room.join({ name: 'Ada' }))).toEqual(last);
});

test.each<RoomRole>(['candidate', 'observer', 'ai'])(
  '[SIG6] somebody who is %s hears of no signal, neither as it comes nor later',
  async (role) => {
    const here = role === 'candidate' ? bob : await room.join({ role });
    const ada = await room.join({ name: 'Ada' });
    bob.say({ type: 'signal', signal: PASTE });
    await settle();
    expect(ada.heard('signal')).toHaveLength(1);
    const later = await room.join({ role });
    for (const peer of [here, later]) {
      expect(peer.heard('welcome')).toHaveLength(1);
      expect(wordsOf(peer)).not.toMatch(/signal|paste|"length":412/);
    }
  },
);
