import { beforeEach, expect, test } from 'vitest';
import { parseRoomName } from '#core/room-name.ts';
import { FRAME_KINDS, type Frame, isUpdateKind, SYSTEM_AUTHOR } from '#core/tape/frames.ts';
import { SIGNAL_BURST } from './room-limits.ts';
import { settle } from './tests/fakes.ts';
import { type MemoryPage, openPage } from './tests/memory-page.ts';
import { MemoryRoom, WINDOW } from './tests/memory-room.ts';
import { SYNC_STEP_2, SYNC_UPDATE, syncFrame } from './tests/raw-client.ts';

let room: MemoryRoom;
let ada: MemoryPage;
let bob: MemoryPage;
beforeEach(async () => {
  room = new MemoryRoom();
  ada = await openPage(room, { name: 'Ada' });
  bob = await openPage(room, { role: 'candidate', name: 'Bob' });
});

const parse = ({ payload }: Frame) => JSON.parse(new TextDecoder().decode(payload));
const framesOf = async (kind: number) => (await room.journal()).filter((frame) => frame.kind === kind);
const said = async (kind: number) => (await framesOf(kind)).map(parse);
const idOf = (page: MemoryPage) => page.peer.heard('welcome')[0]?.you.participantId;

/** Updates and origins on the tape since the room was made, in order: an origin by its word. */
async function edits(): Promise<string[]> {
  const frames = await room.journal();
  return frames.flatMap((frame) => {
    if (frame.kind === FRAME_KINDS.origin) return [parse(frame).origin];
    return frame.kind === FRAME_KINDS.update ? ['update'] : [];
  });
}

test('[MRK1] a mark is on the tape, and those who may mark hear it, nobody else', async () => {
  const eve = await openPage(room, { name: 'Eve' });
  const id = crypto.randomUUID();
  ada.peer.say({ type: 'mark', id, label: '  nice idea ' });
  const mark = { id, label: 'nice idea', name: 'Ada' };
  expect(await said(FRAME_KINDS.mark)).toEqual([mark]);
  expect((await framesOf(FRAME_KINDS.mark))[0]?.author).toBe(idOf(ada));
  const heard = { ...mark, participantId: idOf(ada), at: room.clock.now };
  for (const page of [ada, eve]) expect(page.peer.heard('mark')).toMatchObject([{ mark: heard }]);
  expect(bob.peer.heard('mark')).toEqual([]);
  ada.peer.say({ type: 'mark', id: crypto.randomUUID() });
  expect((await said(FRAME_KINDS.mark))[1]).toMatchObject({ label: '' });
});

test.each(['candidate', 'observer', 'ai'] as const)(
  '[MRK2] somebody who is %s marks nothing',
  async (role) => {
    const page = await openPage(room, { role });
    const id = crypto.randomUUID();
    page.peer.say({ type: 'mark', id, label: 'x' });
    await settle();
    expect(page.peer.heard('refused')).toMatchObject([{ requestId: id, code: 'forbidden' }]);
    expect(await said(FRAME_KINDS.mark)).toEqual([]);
    expect(ada.peer.heard('mark')).toEqual([]);
  },
);

test('[ORG1] how an update came to be stands right before it, and only before that one', async () => {
  for (const origin of ['pasted', 'dropped', 'completed'] as const) {
    bob.peer.say({ type: 'origin', origin });
    bob.edit((text) => text.insert(0, 'x'));
    bob.edit((text) => text.insert(0, 'y'));
  }
  expect(await edits()).toEqual(
    ['pasted', 'dropped', 'completed'].flatMap((origin) => [origin, 'update', 'update']),
  );
  const frames = await room.journal();
  const index = frames.findIndex(({ kind }) => kind === FRAME_KINDS.origin);
  expect(frames[index]?.author).toBe(idOf(bob));
  expect(frames[index + 1]).toMatchObject({ kind: FRAME_KINDS.update, author: idOf(bob) });
});

test('[ORG1] other people, other frames and a second word change nothing of that', async () => {
  bob.peer.say({ type: 'origin', origin: 'pasted' });
  bob.peer.say({ type: 'origin', origin: 'completed' });
  ada.edit((text) => text.insert(0, 'typed'));
  bob.peer.send(syncFrame(SYNC_STEP_2, Uint8Array.of(0, 0)));
  bob.peer.say({ type: 'chat', id: crypto.randomUUID(), text: 'hello' });
  bob.edit((text) => text.insert(0, 'x'));
  expect(await edits()).toEqual(['update', 'completed', 'update']);
});

test('[ORG1] an update that brings nothing new uses it up', async () => {
  bob.peer.say({ type: 'origin', origin: 'pasted' });
  bob.peer.send(syncFrame(SYNC_UPDATE, Uint8Array.of(0, 0)));
  bob.edit((text) => text.insert(0, 'typed'));
  expect(await edits()).toEqual(['update']);
});

test('[ORG2] what programs write says so', async () => {
  bob.peer.say({ type: 'terminal-open', requestId: crypto.randomUUID(), size: { columns: 80, rows: 24 } });
  await settle();
  room.workspace.change({ 'made.txt': 'by a program' });
  await settle();
  const frames = await room.journal();
  const index = frames.findIndex(({ kind }) => kind === FRAME_KINDS.origin);
  expect(frames[index]?.author).toBe(SYSTEM_AUTHOR);
  expect(parse(frames[index] as Frame)).toEqual({ origin: 'workspace' });
  expect(frames[index + 1]).toMatchObject({ kind: FRAME_KINDS.system, author: SYSTEM_AUTHOR });
  // the room's own first file came from nowhere
  expect(frames.filter(({ kind }) => isUpdateKind(kind))).toHaveLength(2);
});

test('[ORG3] a role that does not edit is refused; a word that is none closes its sender and nobody else', async () => {
  const watcher = await openPage(room, { role: 'observer' });
  watcher.peer.say({ type: 'origin', origin: 'pasted' });
  await settle();
  expect(watcher.peer.heard('refused')).toMatchObject([{ code: 'forbidden' }]);
  bob.peer.say({ type: 'origin', origin: 'workspace' } as never);
  await settle();
  expect([bob, ada, watcher].map(({ peer }) => peer.socket.closeCode)).toEqual([4400, null, null]);
  expect(await edits()).toEqual([]);
});

test("[SIG1] a candidate's pastes and looks elsewhere are on the tape, those of others are not", async () => {
  const paste = { signal: 'paste', fileId: bob.file.id, length: 42, isInternal: false } as const;
  const others = [ada, await openPage(room, { role: 'observer' }), await openPage(room, { role: 'ai' })];
  for (const { peer } of [bob, ...others]) {
    peer.say({ type: 'signal', signal: paste });
    peer.say({ type: 'signal', signal: { signal: 'focus-lost' } });
    peer.say({ type: 'signal', signal: { signal: 'focus-back', awayMs: 3000 } });
    expect(peer.socket.closeCode).toBeNull();
  }
  const frames = await framesOf(FRAME_KINDS.signal);
  expect(frames.map(parse)).toEqual([
    paste,
    { signal: 'focus-lost' },
    { signal: 'focus-back', awayMs: 3000 },
  ]);
  expect(new Set(frames.map(({ author }) => author))).toEqual(new Set([idOf(bob)]));
});

test('[SIG1] what only the room can know cannot be told', async () => {
  bob.peer.say({ type: 'signal', signal: { signal: 'reconnected', awayMs: 1 } as never });
  expect(bob.peer.socket.closeCode).toBe(4400);
  expect(await said(FRAME_KINDS.signal)).toEqual([]);
});

test('[SIG2] a flood of signals is cut and its sender stays', async () => {
  for (let n = 0; n < 200; n++) bob.peer.say({ type: 'signal', signal: { signal: 'focus-lost' } });
  expect(await said(FRAME_KINDS.signal)).toHaveLength(SIGNAL_BURST);
  expect(bob.peer.socket.closeCode).toBeNull();
  await room.clock.pass(10_000);
  bob.peer.say({ type: 'signal', signal: { signal: 'focus-back', awayMs: 0 } });
  expect(await said(FRAME_KINDS.signal)).toHaveLength(SIGNAL_BURST + 1);
});

test('[END6] the tape says when the clock of the interview starts and stops', async () => {
  const fresh = new MemoryRoom();
  await fresh.join({ name: 'Ada' });
  const clocks = async () =>
    (await fresh.journal()).filter(({ kind }) => kind === FRAME_KINDS.clock).map(parse);
  expect(await clocks()).toEqual([]);
  await fresh.clock.pass(5000);
  const startedAt = fresh.clock.now;
  const candidate = await fresh.join({ role: 'candidate' });
  await candidate.leave();
  await fresh.join({ role: 'candidate' });
  expect(await clocks()).toMatchObject([{ startedAt, endedAt: null }]);
  await fresh.clock.pass(5000);
  await fresh.room.control(fresh.name, { type: 'end', byName: 'Ada' });
  expect(await clocks()).toMatchObject([
    { startedAt, endedAt: null },
    { startedAt, endedAt: fresh.clock.now },
  ]);
});

test('[TST8] the tape says when the problem changed, while there is an interview', async () => {
  const fresh = new MemoryRoom();
  await fresh.room.control(fresh.name, { type: 'problem-changed' });
  expect(fresh.storage.keys()).toEqual([]);
  await room.room.control(room.name, { type: 'problem-changed' });
  expect(await said(FRAME_KINDS.question)).toEqual([{ event: 'changed' }]);
  await room.room.control(room.name, { type: 'end', byName: 'Ada' });
  await room.room.control(room.name, { type: 'problem-changed' });
  expect(await said(FRAME_KINDS.question)).toHaveLength(1);
  await room.clock.pass(WINDOW);
  expect(parseRoomName(room.name)).not.toBeNull();
});
