import { beforeEach, expect, test } from 'vitest';
import { FRAME_KINDS } from '#core/tape/frames.ts';
import { MAX_REMEMBERED_PEOPLE, SILENCE_BEFORE_CLOSING } from './room-limits.ts';
import { FakeSocket } from './tests/fakes.ts';
import { type MemoryPeer, MemoryRoom, WINDOW } from './tests/memory-room.ts';
import { buildClaims } from './tests/people.ts';
import { awarenessFrame } from './tests/raw-client.ts';

const BOB = { sub: '7f1f3c3e-57a3-4c9c-9c7d-6f0a53b5a001', role: 'candidate', name: 'Bob' } as const;
const CONSENT = { version: '2026-11-28.1', at: 1_700_000_000_000 };

let room: MemoryRoom;
beforeEach(() => {
  room = new MemoryRoom();
});

/** The frames of these kinds, in words. */
async function said(...kinds: number[]): Promise<unknown[]> {
  return (await room.journal())
    .filter(({ kind }) => kinds.includes(kind))
    .map(({ payload }) => JSON.parse(new TextDecoder().decode(payload)));
}

const signals = () => said(FRAME_KINDS.signal);

/** A page speaks, as browsers do every few seconds; `page` tells one page from another. */
function speak(peer: MemoryPeer, page: number, clock = 1): void {
  peer.send(awarenessFrame([{ client: page, clock, state: { clock } }]));
}

test('[CON1] what somebody agreed to is on the tape before they come in, once', async () => {
  const bob = await room.join({ ...BOB, consent: CONSENT });
  await bob.leave();
  await room.join({ ...BOB, consent: CONSENT });
  await room.clock.pass(WINDOW);
  room.kill();
  await room.join({ ...BOB, consent: CONSENT });
  const frames = (await room.journal()).filter(({ author }) => author === BOB.sub);
  expect(frames[0]?.kind).toBe(FRAME_KINDS.consent);
  expect(frames[1]?.kind).toBe(FRAME_KINDS.presence);
  expect(await said(FRAME_KINDS.consent)).toEqual([CONSENT]);
});

test('[CON1] agreeing to another text is another frame', async () => {
  await (await room.join({ ...BOB, consent: CONSENT })).leave();
  const later = { version: 'later', at: CONSENT.at + 1 };
  await room.join({ ...BOB, consent: later });
  expect(await said(FRAME_KINDS.consent)).toEqual([CONSENT, later]);
});

test('[CON1] members, who agree elsewhere, leave no such frame', async () => {
  await room.join({ name: 'Ada' });
  expect(await said(FRAME_KINDS.consent)).toEqual([]);
});

test('[LIM6] a room remembers a bounded number of consents', async () => {
  for (let n = 0; n < MAX_REMEMBERED_PEOPLE + 20; n++) {
    const sub = `7f1f3c3e-57a3-4c9c-9c7d-${n.toString(16).padStart(12, '0')}`;
    await room.room.connect(
      `${n}`,
      new FakeSocket(),
      buildClaims({ ...BOB, room: room.name, sub, consent: CONSENT }),
    );
    await room.room.disconnect(`${n}`);
  }
  expect(room.storage.keys('consent:')).toHaveLength(MAX_REMEMBERED_PEOPLE);
});

test('[SIG3] a second tab is on the tape once both pages have been heard', async () => {
  const first = await room.join(BOB);
  speak(first, 1);
  const second = await room.join(BOB);
  expect(first.socket.frames.at(-1)).toEqual(Uint8Array.of(3)); // it is asked for a sign of life
  speak(second, 2);
  expect(await signals()).toEqual([]);
  speak(first, 1, 2);
  speak(first, 1, 3);
  speak(second, 2, 2);
  expect(await signals()).toEqual([{ signal: 'second-tab' }]);
  const third = await room.join(BOB);
  speak(third, 3);
  speak(first, 1, 4);
  speak(second, 2, 3);
  expect(await signals()).toHaveLength(2);
});

test('[SIG3] a page that comes back before its old line is known to be dead is no second tab', async () => {
  const old = await room.join(BOB);
  speak(old, 1);
  await room.clock.pass(20_000);
  const fresh = await room.join(BOB);
  speak(fresh, 1);
  expect(await signals()).toEqual([{ signal: 'reconnected', awayMs: 20_000 }]);
  // what the old line still had in it arrives late
  speak(old, 1, 2);
  await old.leave();
  expect(await signals()).toHaveLength(1);
});

test('[SIG3] a tab that was closed before the other opened is no second tab', async () => {
  const first = await room.join(BOB);
  speak(first, 1);
  await first.leave();
  const second = await room.join(BOB);
  speak(second, 2);
  expect(await signals()).toEqual([]);
});

test('[SIG3] the tabs of others are not counted', async () => {
  const [one, two] = [await room.join({ sub: BOB.sub }), await room.join({ sub: BOB.sub })];
  speak(one, 1);
  speak(two, 2);
  speak(one, 1, 2);
  expect(await signals()).toEqual([]);
});

test('[SIG4] a candidate whose line broke and who returns is on the tape with the time away', async () => {
  const bob = await room.join(BOB);
  await room.room.disconnect(bob.id, { isBroken: true });
  await room.clock.pass(12_345);
  await room.join(BOB);
  expect(await signals()).toEqual([{ signal: 'reconnected', awayMs: 12_345 }]);
  expect(await said(FRAME_KINDS.presence)).toMatchObject([
    { event: 'joined' },
    { event: 'left' },
    { event: 'joined' },
  ]);
});

test('[SIG4] a line that fell silent counts as broken', async () => {
  await room.join(BOB);
  await room.clock.pass(SILENCE_BEFORE_CLOSING + 15_000);
  await room.join(BOB);
  expect(await signals()).toMatchObject([{ signal: 'reconnected' }]);
});

test('[SIG4] who left by closing the page, and who is no candidate, did not reconnect', async () => {
  await (await room.join(BOB)).leave();
  await room.join(BOB);
  const sub = crypto.randomUUID();
  const ada = await room.join({ sub });
  await room.room.disconnect(ada.id, { isBroken: true });
  await room.join({ sub });
  expect(await signals()).toEqual([]);
});
