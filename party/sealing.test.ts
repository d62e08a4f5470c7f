import { expect, test } from 'vitest';
import { snapshotFiles } from '#core/doc-shape.ts';
import { parseRoomName } from '#core/room-name.ts';
import { chainFrames, startChain, toHex } from '#core/tape/chain.ts';
import { FRAME_KINDS } from '#core/tape/frames.ts';
import { isSealGenuine, type Seal } from '#core/tape/seal.ts';
import { buildSandbox, settle } from './tests/fakes.ts';
import { replay } from './tests/harness.ts';
import { MemoryRoom, WINDOW } from './tests/memory-room.ts';

/** What a room keeps for ever: that it is over, what its tape was, and that this has gone. */
const LEFT_OVER = ['archived', 'meta', 'reported', 'seal'];

/** A room in which something was said, that has ended and is left. */
async function endedRoom(): Promise<MemoryRoom> {
  const room = new MemoryRoom();
  const ada = await room.join();
  const bob = await room.join({ role: 'candidate', name: 'Bob' });
  bob.say({ type: 'chat', id: crypto.randomUUID(), text: 'hello' });
  await room.clock.pass(WINDOW);
  await room.room.control(room.name, { type: 'end', byName: 'Ada' });
  expect([ada.socket.closeCode, bob.socket.closeCode]).toEqual([4410, 4410]);
  await settle();
  return room;
}

async function requireSeal(room: MemoryRoom): Promise<Seal> {
  const seal = await room.room.seal(room.name);
  if (typeof seal === 'string') throw new Error(`No seal: ${seal}.`);
  return seal;
}

const forget = (room: MemoryRoom, { root, frames }: Seal) =>
  room.room.control(room.name, { type: 'archived', root, frames });

test('[SEAL3] the seal is over every frame to the last leave, genuine, and the same ever after', async () => {
  const room = await endedRoom();
  const seal = await requireSeal(room);
  const frames = await room.journal();
  const id = parseRoomName(room.name) ?? '';
  expect(seal).toMatchObject({ interviewId: id, frames: frames.length, sealedAt: room.clock.now });
  expect(seal.root).toBe(toHex(chainFrames(startChain(id), frames)));
  expect(await isSealGenuine(seal)).toBe(true);
  expect(frames.at(-1)?.kind).toBe(FRAME_KINDS.presence);
  room.clock.now += 1000;
  expect(await room.room.seal(room.name)).toEqual(seal);
  room.kill();
  expect(await room.room.seal(room.name)).toEqual(seal);
  expect(await room.journal()).toEqual(frames);
});

test('[SEAL4] there is no seal before the interview is over, nor while something goes on', async () => {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const room = new MemoryRoom({
    fetchProblem: async () => {
      await held;
      return 'none';
    },
  });
  expect(await room.room.seal(room.name)).toBe('not_settled');
  expect(room.storage.keys()).toEqual([]);
  const bob = await room.join({ role: 'candidate' });
  expect(await room.room.seal(room.name)).toBe('not_settled');
  const [file] = snapshotFiles(replay(await room.journal()));
  bob.say({ type: 'run-tests', requestId: crypto.randomUUID(), fileId: file?.id ?? '' });
  await bob.leave();
  expect(await room.room.seal(room.name)).toBe('not_settled');
  await room.room.control(room.name, { type: 'end', byName: 'Ada' });
  expect(await room.room.seal(room.name)).toBe('not_settled');
  release();
  await settle();
  expect(await room.room.seal(room.name)).toMatchObject({ version: 1 });
});

test('[SEAL4] a tape that cannot be signed or written is not sealed, and the next try may do it', async () => {
  let isBroken = true;
  const room = await endedRoom();
  const seal = await requireSeal(await endedRoom());
  const failing = new MemoryRoom(
    {
      signTape: async () => {
        if (isBroken) throw new Error('No key.');
        return seal;
      },
    },
    room,
  );
  expect(await failing.room.seal(room.name)).toBe('internal');
  expect(room.storage.keys('seal')).toEqual([]);
  isBroken = false;
  room.storage.failure = new Error('disk full');
  expect(await failing.room.seal(room.name)).toBe('internal');
  room.storage.failure = null;
  expect(await failing.room.seal(room.name)).toEqual(seal);
  expect(failing.log.errors).toHaveLength(2);
});

test('[SEAL3] whatever comes after the seal leaves the tape as it is', async () => {
  const room = await endedRoom();
  const seal = await requireSeal(room);
  for (let n = 0; n < 3; n++) {
    const late = await room.join();
    expect(late.socket.closeCode).toBe(4410);
    await room.room.control(room.name, { type: 'end', byName: 'Ada' });
    await room.room.control(room.name, { type: 'problem-changed' });
    await room.room.control(room.name, { type: 'lobby-changed' });
    await late.leave();
    await room.clock.pass(60_000);
    room.kill();
  }
  expect(await room.journal()).toHaveLength(seal.frames);
  expect(await room.room.seal(room.name)).toEqual(seal);
  expect(room.log.errors).toEqual([]);
});

test('[SEAL5] the room forgets its tape when that is kept elsewhere, and answers on', async () => {
  const room = await endedRoom();
  const seal = await requireSeal(room);
  expect(await forget(room, { ...seal, frames: seal.frames - 1 })).toBe('conflict');
  expect(await forget(room, { ...seal, root: 'ab'.repeat(32) })).toBe('conflict');
  expect(await room.journal()).toHaveLength(seal.frames);
  for (let n = 0; n < 3; n++) {
    expect(await forget(room, seal)).toBeNull();
    expect(room.storage.keys()).toEqual(LEFT_OVER);
    expect(await room.room.journal(room.name, 0)).toBe('archived');
    expect(await room.room.seal(room.name)).toEqual(seal);
    expect((await room.join({ role: 'candidate' })).socket.closeCode).toBe(4410);
    await room.room.control(room.name, { type: 'end', byName: 'Ada' });
    await room.clock.pass(60_000);
    room.kill();
  }
  expect(room.storage.keys()).toEqual(LEFT_OVER);
  expect(room.log.errors).toEqual([]);
});

test('[SEAL5] a room that is not sealed forgets nothing', async () => {
  const room = await endedRoom();
  expect(await forget(room, await requireSeal(await endedRoom()))).toBe('not_settled');
  expect((await room.journal()).length).toBeGreaterThan(0);
});

test('[SEAL5][END5] a workspace that could not be packed yet is packed after the tape has gone', async () => {
  let isUp = false;
  const archive = async () =>
    isUp ? { sha256: 'ab'.repeat(32), bytes: 1, files: 1, at: room.clock.now } : null;
  const room = new MemoryRoom({ sandbox: buildSandbox({ archive }) });
  const ada = await room.join();
  ada.say({ type: 'terminal-open', requestId: crypto.randomUUID(), size: { columns: 80, rows: 24 } });
  await settle();
  await room.clock.pass(WINDOW);
  await room.room.control(room.name, { type: 'end', byName: 'Ada' });
  await settle();
  const seal = await requireSeal(room);
  expect(await forget(room, seal)).toBeNull();
  expect(room.storage.keys()).toEqual([...LEFT_OVER, 'workspace'].sort());
  isUp = true;
  room.kill();
  await room.room.stats(room.name);
  await room.clock.pass(WINDOW);
  expect(room.storage.keys('archive')).toEqual(['archive', 'archived']);
  room.kill();
  await room.room.stats(room.name);
  await settle();
  expect(room.storage.keys()).toEqual(['archive', ...LEFT_OVER].sort());
});

test.each(['lost', 'kept'])(
  '[SEAL6] a room that dies between any two writes of sealing and forgetting ends up as if it had not; what was not durable is %s',
  async (what) => {
    const template = await endedRoom();
    const frames = await template.journal();
    let deaths = 0;
    for (let writes = 0; ; writes++) {
      const room = new MemoryRoom({}, { storage: template.storage.copy(), name: template.name });
      room.storage.writesLeft = writes;
      const first = await room.room.seal(room.name);
      const forgotten = typeof first === 'string' ? 'not tried' : await forget(room, first);
      if (forgotten === null) break;
      deaths++;
      room.storage.writesLeft = null;
      if (what === 'lost') room.kill();
      const again = what === 'lost' ? room : new MemoryRoom({}, room);
      const journal = await again.room.journal(room.name, 0);
      if (journal !== 'archived') expect(await again.journal()).toEqual(frames);
      const seal = await requireSeal(again);
      if (typeof first !== 'string') expect(seal).toEqual(first);
      expect(seal.frames).toBe(frames.length);
      expect(await forget(again, seal)).toBeNull();
      expect(again.storage.keys(), `died after ${writes} writes`).toEqual(LEFT_OVER);
      expect(await again.room.journal(room.name, 0)).toBe('archived');
    }
    expect(deaths).toBeGreaterThan(4);
  },
);

test('[SEAL3] a room that dies between its end and the leave of its people has their leaves once, before the seal', async () => {
  const room = new MemoryRoom();
  await room.join();
  await room.join({ role: 'candidate' });
  await room.clock.pass(WINDOW);
  room.storage.writesLeft = 2; // one put and its sync
  expect(await room.room.control(room.name, { type: 'end', byName: 'Ada' })).toBeNull();
  await settle();
  room.storage.writesLeft = null;
  room.kill();
  for (let n = 0; n < 3; n++) {
    await room.room.stats(room.name);
    await room.clock.pass(WINDOW);
    room.kill();
  }
  const seal = await requireSeal(room);
  const events = (await room.journal())
    .filter(({ kind }) => kind === FRAME_KINDS.presence)
    .map(({ payload }) => JSON.parse(new TextDecoder().decode(payload)).event);
  expect(events).toEqual(['joined', 'joined', 'left', 'left']);
  expect(await room.journal()).toHaveLength(seal.frames);
});
