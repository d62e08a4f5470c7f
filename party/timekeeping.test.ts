import { expect, test } from 'vitest';
import { CLOSE_CODES } from '#core/close-codes.ts';
import { CANDIDATE_GRACE, MAX_PAUSE, type StatusReport } from '#core/interview-clock.ts';
import { TAB_STALE } from '#core/limits.ts';
import { FRAME_QUERY_AWARENESS } from '#core/room-protocol.ts';
import { FRAME_KINDS, type Frame } from '#core/tape/frames.ts';
import type { SendReport } from './status-outbox.ts';
import { MemoryRoom, WINDOW } from './tests/memory-room.ts';
import { MemoryStorage } from './tests/memory-storage.ts';
import { buildRoomName } from './tests/people.ts';

const MINUTE = 60_000;
const BEAT = 20_000;
const id = () => crypto.randomUUID();

/** A room of thirty minutes with an interviewer and a candidate. */
async function begin(minutes: number | undefined = 30, overrides: { sendReport?: SendReport } = {}) {
  const room = new MemoryRoom(overrides);
  const given = minutes === undefined ? {} : { minutes };
  const ada = await room.join(given);
  const bobIs = { role: 'candidate', name: 'Bob', sub: id(), ...given } as const;
  const bob = await room.join(bobIs);
  await room.clock.pass(WINDOW);
  /** Lets time pass with everybody's page saying now and then that it is there. */
  const pass = async (time: number) => {
    for (let left = time; left > 0; left -= BEAT) {
      for (const peer of [ada, bob]) peer.send(Uint8Array.of(FRAME_QUERY_AWARENESS));
      await room.clock.pass(Math.min(left, BEAT));
    }
  };
  return { room, ada, bob, bobIs, pass, last: () => room.reports.at(-1) };
}

const read = <T>({ payload }: Frame): T => JSON.parse(new TextDecoder().decode(payload));

test('[CLK3][CLK6] everybody is warned at ten minutes and at one, once, and at zero the interview submits itself', async () => {
  const { room, ada, bob, pass, last } = await begin();
  expect(ada.heard('welcome')[0]?.clock).toMatchObject({ limitMs: 30 * MINUTE, startedAt: null });
  await pass(19 * MINUTE);
  expect(bob.heard('time-warning')).toEqual([]);
  await pass(MINUTE);
  expect(bob.heard('time-warning').map(({ leftMs }) => leftMs)).toEqual([10 * MINUTE]);
  await pass(9 * MINUTE);
  expect(ada.heard('time-warning').map(({ leftMs }) => leftMs)).toEqual([10 * MINUTE, MINUTE]);
  await pass(MINUTE + WINDOW);
  expect([ada.socket.closeCode, bob.socket.closeCode]).toEqual([
    CLOSE_CODES.interviewOver,
    CLOSE_CODES.interviewOver,
  ]);
  expect(last()).toMatchObject({ status: 'completed', endReason: 'time-up', dueAt: null });
  const clocks = (await room.journal()).filter(({ kind }) => kind === FRAME_KINDS.clock).map(read);
  expect(clocks).toMatchObject([
    { startedAt: 1_000_000, endedAt: null },
    { warningMs: 10 * MINUTE },
    { warningMs: MINUTE },
    { endedAt: 1_000_000 + 30 * MINUTE },
  ]);
});

test('[CLK3] time is up although nobody is there, and after a restart that forgot the alarm once somebody looks', async () => {
  const { room, ada, bob, last } = await begin();
  await bob.leave();
  await ada.leave();
  await room.clock.pass(5 * MINUTE);
  expect(last()?.status).toBe('interrupted');
  expect(last()?.dueAt).toBe(1_000_000 + 20 * MINUTE);
  room.kill();
  await room.clock.pass(26 * MINUTE);
  expect(last()?.status).toBe('interrupted');
  await room.room.control(room.name, { type: 'wake' });
  await room.clock.pass(WINDOW);
  expect(last()).toMatchObject({ status: 'completed', endReason: 'time-up' });
});

test('[CLK3][CLK4] a pause stops the clock and the files; it goes on by resuming', async () => {
  const { ada, bob, pass, last } = await begin();
  await pass(5 * MINUTE);
  ada.say({ type: 'pause', requestId: id() });
  await pass(3 * 3600_000);
  expect(last()).toMatchObject({ status: 'paused' });
  bob.say({ type: 'terminal-open', requestId: id(), size: { columns: 80, rows: 24 } });
  expect(bob.heard('refused').at(-1)?.code).toBe('forbidden');
  ada.say({ type: 'resume', requestId: id() });
  await pass(WINDOW);
  expect(last()).toMatchObject({ status: 'in_progress', clock: { pausedAt: null, pausedMs: 3 * 3600_000 } });
  await pass(24 * MINUTE + 59_000);
  expect(last()?.status).toBe('in_progress');
  await pass(2000);
  expect(last()?.endReason).toBe('time-up');
});

test('[CLK4] a pause ends the interview after a day', async () => {
  const { room, ada, bob, last } = await begin(undefined);
  ada.say({ type: 'pause', requestId: id() });
  await room.clock.pass(WINDOW);
  await bob.leave();
  await room.clock.pass(MAX_PAUSE - 1000);
  expect(last()?.status).toBe('paused');
  await room.clock.pass(2000);
  expect(last()).toMatchObject({ status: 'abandoned', endReason: 'pause-expired' });
});

test('[CLK4] candidates pause by themselves only while no interviewer is there', async () => {
  const { room, ada, bob, last } = await begin();
  bob.say({ type: 'pause', requestId: id() });
  expect(bob.heard('refused').at(-1)?.code).toBe('forbidden');
  await ada.leave();
  bob.say({ type: 'pause', requestId: id() });
  await room.clock.pass(WINDOW);
  expect(last()?.status).toBe('paused');
  const observer = await room.join({ role: 'observer' });
  observer.say({ type: 'resume', requestId: id() });
  expect(observer.heard('refused').at(-1)?.code).toBe('forbidden');
  bob.say({ type: 'resume', requestId: id() });
  bob.say({ type: 'resume', requestId: id() });
  expect(bob.heard('refused').at(-1)?.code).toBe('conflict');
});

test('[CLK5] a candidate who reloads is not lost; one who stays away interrupts, and is taken back', async () => {
  const { room, bob, bobIs, last } = await begin(undefined);
  await bob.leave();
  await room.clock.pass(CANDIDATE_GRACE - 5000);
  const again = await room.join(bobIs);
  await room.clock.pass(CANDIDATE_GRACE);
  expect(last()?.status).toBe('in_progress');
  await again.leave();
  await room.clock.pass(CANDIDATE_GRACE + WINDOW);
  expect(last()?.status).toBe('interrupted');
  await room.join(bobIs);
  await room.clock.pass(WINDOW);
  expect(last()?.status).toBe('in_progress');
});

test('[CLK6] an interviewer gives more time; nobody else does, and not without end', async () => {
  const { ada, bob, pass, last } = await begin();
  await pass(21 * MINUTE);
  bob.say({ type: 'add-time', requestId: id(), minutes: 5 });
  expect(bob.heard('refused').at(-1)?.code).toBe('forbidden');
  ada.say({ type: 'add-time', requestId: id(), minutes: 15 });
  await pass(WINDOW);
  expect(last()?.clock.limitMs).toBe(45 * MINUTE);
  await pass(14 * MINUTE);
  expect(bob.heard('time-warning').map(({ leftMs }) => leftMs)).toEqual([10 * MINUTE, 10 * MINUTE]);
  for (let n = 0; n < 4; n++) ada.say({ type: 'add-time', requestId: id(), minutes: 120 });
  expect(ada.heard('refused').at(-1)?.code).toBe('too_large');
});

test('[CLK1] what the app does not take is told again, the newest state alone, and never an older one after it', async () => {
  const taken: StatusReport[] = [];
  let isDown = true;
  const { ada, pass, last } = await begin(30, {
    sendReport: async (_, report) => {
      if (isDown) return 'unreachable';
      taken.push(report);
      return 'taken';
    },
  });
  expect(last()).toBeUndefined();
  ada.say({ type: 'pause', requestId: id() });
  await pass(MINUTE);
  isDown = false;
  await pass(2 * MINUTE);
  expect(taken.map(({ status }) => status)).toEqual(['paused']);
  await pass(5 * MINUTE);
  expect(taken).toHaveLength(1);
});

test('[CLK2] whatever write is the last before the room dies, the app learns the end', async () => {
  for (let writes = 0; writes < 12; writes++) {
    const storage = new MemoryStorage();
    const name = buildRoomName();
    const first = new MemoryRoom({}, { storage, name });
    await first.join({ minutes: 30 });
    await first.join({ role: 'candidate', minutes: 30 });
    await first.clock.pass(WINDOW);
    storage.writesLeft = writes;
    const ending = first.room.control(name, { type: 'end', byName: 'Ada' });
    await first.clock.pass(WINDOW * 2);
    const isDurable = (await Promise.race([ending, 'pending'])) === null;
    storage.writesLeft = null;
    storage.crash();
    const second = new MemoryRoom({}, { storage, name });
    await second.room.control(name, { type: 'wake' });
    await second.clock.pass(WINDOW);
    const told = [...first.reports, ...second.reports];
    const status = (await second.room.stats(name)).status;
    // what was answered as done is told; what the app was told is true
    if (isDurable) expect(told.at(-1)?.status, `${writes} writes`).toBe('completed');
    if (told.some((report) => report.status === 'completed')) expect(status).toBe('completed');
    if (status !== 'completed') await second.room.control(name, { type: 'end', byName: 'Ada' });
    await second.clock.pass(WINDOW);
    const revisions = [...first.reports, ...second.reports].filter((report) => report.status === 'completed');
    expect(revisions.length, `${writes} writes`).toBeGreaterThan(0);
  }
});

test('[TAB1][TAB2] a candidate uses one tab at a time, and another only when they say so', async () => {
  const { room, bob, bobIs } = await begin();
  await bob.leave();
  const tab = (id: string, takesOver = false) => ({ id, takesOver });
  const first = await room.join(bobIs, tab('tab-one-1'));
  const second = await room.join(bobIs, tab('tab-two-2'));
  expect(second.socket.closeCode).toBe(CLOSE_CODES.elsewhere);
  expect(first.socket.closeCode).toBeNull();
  const reloaded = await room.join(bobIs, tab('tab-one-1'));
  expect(reloaded.socket.closeCode).toBeNull();
  const taking = await room.join(bobIs, tab('tab-two-2', true));
  expect(taking.heard('welcome')).toHaveLength(1);
  expect([first.socket.closeCode, reloaded.socket.closeCode]).toEqual([
    CLOSE_CODES.takenOver,
    CLOSE_CODES.takenOver,
  ]);
  // a tab whose line went dead without a word gives way
  await room.clock.pass(TAB_STALE + 1000);
  const third = await room.join(bobIs, tab('tab-three-3'));
  expect(third.heard('welcome')).toHaveLength(1);
});

test('[TAB3] interviewers may look from two screens', async () => {
  const { room } = await begin();
  const sub = id();
  const one = await room.join({ sub }, { id: 'screen-one', takesOver: false });
  const two = await room.join({ sub }, { id: 'screen-two', takesOver: false });
  expect([one.socket.closeCode, two.socket.closeCode]).toEqual([null, null]);
});
