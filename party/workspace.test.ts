import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { listFiles } from '#core/doc-shape.ts';
import { TERMINAL_SCROLLBACK } from '#core/limits.ts';
import { FRAME_KINDS } from '#core/tape/frames.ts';
import { TERMINAL_WINDOW } from '#core/workspace-protocol.ts';
import { LINE_RETRIES, SYNC_DELAY, WORKSPACE_TIMEOUT } from './room-limits.ts';
import { settle } from './tests/fakes.ts';
import { replay } from './tests/harness.ts';
import { type MemoryPeer, MemoryRoom, WINDOW } from './tests/memory-room.ts';
import { SYNC_UPDATE, syncFrame } from './tests/raw-client.ts';

const SIZE = { columns: 80, rows: 24 };
const requestId = crypto.randomUUID();

async function openTerminal(peer: MemoryPeer): Promise<void> {
  peer.say({ type: 'terminal-open', requestId, size: SIZE });
  await settle();
}

/** An edit by a page that has the room's document, as a frame. */
async function editFrame(room: MemoryRoom, text: string): Promise<Uint8Array> {
  const doc = replay(await room.journal());
  const before = Y.encodeStateVector(doc);
  listFiles(doc)[0]?.text.insert(0, text);
  return syncFrame(SYNC_UPDATE, Y.encodeStateAsUpdate(doc, before));
}

test('[TRM10] output waits at the service until it is on disk, and goes on then', async () => {
  const room = new MemoryRoom();
  const bob = await room.join({ role: 'candidate' });
  await openTerminal(bob);
  await room.clock.pass(WINDOW);
  room.storage.hold();
  room.workspace.print('first');
  await room.clock.pass(10 * WINDOW);
  room.workspace.print(', and this came while that was being written');
  expect(bob.heard('terminal-output')).toHaveLength(2);
  expect(room.workspace.taken).toBe(0);
  room.storage.release();
  await settle();
  expect(room.workspace.taken).toBe('first'.length);
  await room.clock.pass(WINDOW);
  expect(room.workspace.taken).toBe(room.workspace.shell?.output.length);
});

test('[TRM10] a service that sends more than it may loses its line, and the room holds no more of it', async () => {
  const room = new MemoryRoom();
  const bob = await room.join({ role: 'candidate' });
  await openTerminal(bob);
  await room.clock.pass(WINDOW);
  room.storage.hold();
  const piece = 'x'.repeat(TERMINAL_WINDOW / 4);
  for (let n = 0; n < 100; n++) room.workspace.print(piece);
  await settle();
  expect(room.workspace.isConnected).toBe(false);
  const told = bob.heard('terminal-output').reduce((sum, { data }) => sum + data.length, 0);
  expect(told).toBeLessThanOrEqual(2 * TERMINAL_WINDOW + piece.length);
  room.storage.release();
  await room.clock.pass(LINE_RETRIES[0] ?? 0);
  expect(room.workspace.lines).toBe(2);
  const late = await room.join({ role: 'observer' });
  expect(late.heard('welcome')[0]?.terminal?.scrollback).toHaveLength(TERMINAL_SCROLLBACK);
});

test('[TRM8] output with a piece missing before it is not taken: the line is fetched anew, with all of it', async () => {
  const room = new MemoryRoom();
  const bob = await room.join({ role: 'candidate' });
  await openTerminal(bob);
  room.workspace.print('first, ');
  room.workspace.printUnheard('lost on its way, ');
  room.workspace.print('last');
  await room.clock.pass(LINE_RETRIES[0] ?? 0);
  expect(room.workspace.lines).toBe(2);
  const shown = bob.heard('terminal-output').map(({ data }) => data);
  expect(shown.join('')).toBe('first, lost on its way, last');
});

test('[TRM8] a line that stays away is given up after some tries, and everybody hears it', async () => {
  const room = new MemoryRoom();
  const bob = await room.join({ role: 'candidate' });
  const eve = await room.join({ role: 'observer' });
  await openTerminal(bob);
  room.refusal = 'sandbox_busy';
  room.workspace.cut();
  await room.clock.pass(LINE_RETRIES.reduce((sum, pause) => sum + pause, 0) - 1);
  expect(eve.heard('terminal')).toHaveLength(1);
  await room.clock.pass(1);
  expect(eve.heard('terminal').at(-1)?.terminal).toBeNull();
  expect(bob.heard('refused')).toMatchObject([
    { requestId: null, message: expect.stringContaining('broke') },
  ]);
  expect(eve.heard('refused')).toEqual([]);
  const { tries } = room;
  expect(tries).toBe(1 + LINE_RETRIES.length);
  await room.clock.pass(30_000);
  expect(room.tries).toBe(tries);
  room.refusal = null;
  room.workspace.shell = null;
  await openTerminal(bob);
  expect(eve.heard('terminal').at(-1)?.terminal).toMatchObject({ size: SIZE });
});

test('[TRM8] a line that breaks at once again and again is not opened for ever', async () => {
  const room = new MemoryRoom();
  const bob = await room.join({ role: 'candidate' });
  await openTerminal(bob);
  for (let n = 0; n < 50; n++) {
    room.workspace.cut();
    await room.clock.pass(9000);
    if (!room.workspace.isConnected) break;
  }
  expect(room.tries).toBe(1 + LINE_RETRIES.length);
  expect(bob.heard('terminal').at(-1)?.terminal).toBeNull();
});

test('[TRM7] a workspace that never says that it is ready is given up, and who asked hears it', async () => {
  const room = new MemoryRoom({ connectWorkspace: async () => ({ send: () => {}, close: () => {} }) });
  const bob = await room.join({ role: 'candidate' });
  await openTerminal(bob);
  await room.clock.pass(WORKSPACE_TIMEOUT - 1);
  expect(bob.heard('refused')).toEqual([]);
  await room.clock.pass(1);
  expect(bob.heard('refused')).toMatchObject([{ requestId, code: 'terminal_unavailable' }]);
});

test('[TRM11] a line that comes when everybody has left is closed again, and nothing goes on', async () => {
  const room = new MemoryRoom();
  const bob = await room.join({ role: 'candidate' });
  bob.say({ type: 'terminal-open', requestId, size: SIZE });
  await bob.leave();
  await settle();
  expect(room.workspace.isConnected).toBe(false);
  await room.clock.pass(60_000);
  const { puts } = room.storage;
  await room.clock.pass(600_000);
  expect([room.storage.puts, room.tries]).toEqual([puts, 1]);
});

test('[TRM5] a size that was changed while the line was away is the shell’s when it is back', async () => {
  const room = new MemoryRoom();
  const bob = await room.join({ role: 'candidate' });
  await openTerminal(bob);
  room.workspace.cut();
  bob.say({ type: 'terminal-resize', size: { columns: 120, rows: 40 } });
  await room.clock.pass(LINE_RETRIES[0] ?? 0);
  expect(room.workspace.shell?.size).toEqual({ columns: 120, rows: 40 });
});

test('[TRM3] what is typed while the line is away is refused and not on the tape', async () => {
  const room = new MemoryRoom();
  const bob = await room.join({ role: 'candidate' });
  await openTerminal(bob);
  room.workspace.cut();
  bob.say({ type: 'terminal-input', data: 'lost\r' });
  expect(bob.heard('refused')).toMatchObject([{ requestId: null, code: 'terminal_unavailable' }]);
  await room.clock.pass(LINE_RETRIES[0] ?? 0);
  bob.say({ type: 'terminal-input', data: 'kept\r' });
  expect(room.workspace.typed).toEqual(['kept\r']);
  const typed = (await room.journal()).filter(({ kind }) => kind === FRAME_KINDS.terminalInput);
  expect(typed).toHaveLength(1);
});

test('[WSP1][WSP3] an edit is with the workspace one delay later, as one message however many keys it had', async () => {
  const room = new MemoryRoom();
  const bob = await room.join({ role: 'candidate' });
  await openTerminal(bob);
  room.workspace.change({ 'main.py': 'from a program\n' });
  await room.clock.pass(SYNC_DELAY);
  const before = room.workspace.requests.length;
  for (const key of ['c', 'b', 'a']) bob.send(await editFrame(room, key));
  const about = () => room.workspace.requests.slice(before).filter(({ type }) => type === 'write');
  expect(about()).toEqual([]);
  await room.clock.pass(SYNC_DELAY);
  expect(about()).toEqual([{ type: 'write', files: [{ path: 'main.py', text: 'abcfrom a program\n' }] }]);
  await room.clock.pass(10_000);
  expect(about()).toHaveLength(1);
});

test('[WSP2] what a program writes is with everybody at once, and 2,000 changes make 2,000 frames, each with its origin, and no more', async () => {
  const room = new MemoryRoom();
  const bob = await room.join({ role: 'candidate' });
  await openTerminal(bob);
  const { position } = (await room.room.stats(room.name)) as { position: number };
  const frames = bob.socket.frames.length;
  for (let n = 0; n < 2000; n++) room.workspace.change({ 'main.py': `n = ${n}\n` });
  expect(bob.socket.frames.length - frames).toBe(2000);
  expect((await room.room.stats(room.name)).position).toBe(position + 2 * 2000);
  await room.clock.pass(1000);
  expect(room.workspace.requests.filter(({ type }) => type === 'write')).toEqual([]);
});
