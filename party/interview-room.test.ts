import { beforeEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { CLOSE_CODES } from '#core/close-codes.ts';
import { listFiles, snapshotFiles } from '#core/doc-shape.ts';
import { parseRoomName } from '#core/room-name.ts';
import { parseServerMessage, type ServerMessage } from '#core/room-protocol.ts';
import { startChain } from '#core/tape/chain.ts';
import { isUpdateKind } from '#core/tape/frames.ts';
import { decodeJournal, encodeJournalPart } from '#core/tape/journal.ts';
import type { RoomTokenClaims } from '#core/tokens.ts';
import { InterviewRoom } from './interview-room.ts';
import { MAX_WAITING_FRAMES, SILENCE_BEFORE_ASKING, SILENCE_BEFORE_CLOSING } from './room-limits.ts';
import { concat } from './segments.ts';
import { guardStorage } from './storage.ts';
import { buildSandbox, FakeClock, FakeLog, FakeSocket, settle } from './tests/fakes.ts';
import { replay } from './tests/harness.ts';
import { signTape } from './tests/memory-room.ts';
import { MemoryStorage } from './tests/memory-storage.ts';
import { buildClaims, buildRoomName } from './tests/people.ts';
import { awarenessFrame, SYNC_STEP_2, SYNC_UPDATE, syncFrame } from './tests/raw-client.ts';

const WINDOW = 100;
const EMPTY_STEP_2 = syncFrame(SYNC_STEP_2, Uint8Array.of(0, 0));

let memory: MemoryStorage;
let clock: FakeClock;
let log: FakeLog;
let room: InterviewRoom;
let roomName: string;

function start(): void {
  room = new InterviewRoom({
    storage: guardStorage(memory),
    clock: clock.read,
    setTimer: clock.setTimer,
    sandbox: buildSandbox(),
    connectWorkspace: async () => 'terminal_unavailable',
    fetchProblem: async () => 'none',
    fetchQuestion: async () => 'none',
    sendReport: async () => 'taken',
    setAlarm: () => {},
    signTape,
    journalWindow: WINDOW,
    log,
  });
}

beforeEach(() => {
  memory = new MemoryStorage();
  clock = new FakeClock();
  log = new FakeLog();
  roomName = buildRoomName();
  start();
});

let sockets = 0;
async function join(claims: Partial<RoomTokenClaims> = {}) {
  const socket = new FakeSocket();
  const id = `socket ${sockets++}`;
  await room.connect(id, socket, buildClaims({ room: roomName, ...claims }));
  await settle();
  return { id, socket, send: (frame: Uint8Array | string) => room.receive(id, frame) };
}

function messagesOf(socket: FakeSocket): ServerMessage[] {
  return socket.frames
    .filter(([type]) => type === 100)
    .flatMap(
      (frame) => parseServerMessage(new TextDecoder().decode(frame.subarray(frame.indexOf(0x7b)))) ?? [],
    );
}

/** An edit by a page that has the room's document, as a frame. */
async function editFrame(text: string): Promise<Uint8Array> {
  const doc = replay(await journalOf());
  const before = Y.encodeStateVector(doc);
  listFiles(doc)[0]?.text.insert(0, text);
  return syncFrame(SYNC_UPDATE, Y.encodeStateAsUpdate(doc, before));
}

async function journalOf() {
  const journal = await room.journal(roomName, 0);
  if (typeof journal === 'string') throw new Error(journal);
  const parts: Uint8Array[] = [];
  for await (const segment of journal.segments) parts.push(encodeJournalPart(segment));
  return decodeJournal(concat(parts), 0, startChain(parseRoomName(roomName) ?? ''));
}

test('[DUR4] when a write fails nobody is told saved, everybody is asked to sync anew, and nothing is lost', async () => {
  const ada = await join();
  const bob = await join({ role: 'candidate' });
  ada.send(EMPTY_STEP_2);
  const frame = await editFrame('kept');
  await clock.pass(WINDOW);
  const before = messagesOf(ada.socket).filter(({ type }) => type === 'saved').length;
  memory.failure = new Error('disk full');
  ada.send(frame);
  await clock.pass(WINDOW);
  expect([ada.socket.closeCode, bob.socket.closeCode]).toEqual([CLOSE_CODES.resync, CLOSE_CODES.resync]);
  expect(messagesOf(ada.socket).filter(({ type }) => type === 'saved')).toHaveLength(before);
  memory.failure = null;
  await clock.pass(2000);
  expect(snapshotFiles(replay(await journalOf()))[0]?.text).toMatch(/^kept/);
});

test('a room that cannot be read turns people away for a moment and tries again', async () => {
  const list = memory.list.bind(memory);
  memory.list = () => Promise.reject(new Error('disk on fire'));
  const first = await join();
  expect(first.socket.closeCode).toBe(CLOSE_CODES.resync);
  expect(first.socket.frames).toEqual([]);
  memory.list = list;
  const second = await join();
  expect(second.socket.closeCode).toBeNull();
  expect(messagesOf(second.socket)[0]?.type).toBe('welcome');
});

test('[EDT6] frames that come while the room loads wait for it; a flood of them is turned away', async () => {
  memory.hold();
  const early = new FakeSocket();
  const flood = new FakeSocket();
  const connecting = room.connect('early', early, buildClaims({ room: roomName }));
  const flooding = room.connect('flood', flood, buildClaims({ room: roomName }));
  room.receive('early', EMPTY_STEP_2);
  for (let n = 0; n <= MAX_WAITING_FRAMES; n++) room.receive('flood', EMPTY_STEP_2);
  await settle();
  expect(early.frames).toEqual([]);
  expect(flood.closeCode).toBe(CLOSE_CODES.tooFast);
  memory.release();
  await Promise.all([connecting, flooding]);
  await clock.pass(WINDOW);
  expect(messagesOf(early)[0]?.type).toBe('welcome');
  expect(messagesOf(early).at(-1)).toEqual({ type: 'saved', count: 1 });
  expect(flood.frames).toEqual([]);
});

test('[AWR6] a silent socket is asked for a sign of life, and closed when it gives none', async () => {
  const talks = await join();
  const hangs = await join({ role: 'candidate' });
  talks.send(EMPTY_STEP_2);
  hangs.send(awarenessFrame([{ client: 4711, clock: 1, state: { cursor: 1 } }]));
  const asked = (socket: FakeSocket) => socket.frames.filter(([type]) => type === 3).length;
  await clock.pass(SILENCE_BEFORE_ASKING + 15_000);
  expect([asked(talks.socket), asked(hangs.socket)]).toEqual([1, 1]);
  talks.send(awarenessFrame([{ client: 7, clock: 1, state: {} }]));
  const before = talks.socket.frames.length;
  await clock.pass(SILENCE_BEFORE_CLOSING - SILENCE_BEFORE_ASKING);
  expect(hangs.socket.closeCode).toBe(CLOSE_CODES.resync);
  expect(talks.socket.closeCode).toBeNull();
  const gone = talks.socket.frames.slice(before).map((frame) => new TextDecoder().decode(frame));
  expect(gone.some((text) => text.includes('null'))).toBe(true);
});

test('[DUR6] after a cut the journal is made whole again with what the checkpoint still has', async () => {
  const ada = await join();
  ada.send(EMPTY_STEP_2);
  for (const text of ['one ', 'two ', 'three ']) {
    ada.send(await editFrame(text));
    await clock.pass(WINDOW);
  }
  const text = snapshotFiles(replay(await journalOf()))[0]?.text;
  await room.disconnect(ada.id);
  const [only = ''] = memory.keys('seg:');
  memory.damage(only, (bytes) => bytes.slice(0, -1));
  start();
  const frames = await journalOf();
  expect(log.errors).toHaveLength(1);
  expect(snapshotFiles(replay(frames))[0]?.text).toBe(text);
  expect(frames.filter(({ kind }) => isUpdateKind(kind))).toHaveLength(1);
  log.errors.length = 0;
  start();
  expect(snapshotFiles(replay(await journalOf()))[0]?.text).toBe(text);
  expect(log.errors).toEqual([]);
});

test('a socket that breaks under a send harms nobody else', async () => {
  const ada = await join();
  const bob = await join({ role: 'candidate' });
  ada.socket.send = () => {
    throw new Error('broken');
  };
  bob.send(EMPTY_STEP_2);
  bob.send(await editFrame('x'));
  await clock.pass(WINDOW);
  expect(messagesOf(bob.socket).at(-1)).toEqual({ type: 'saved', count: 2 });
  await room.disconnect(ada.id);
  expect(await room.stats(roomName)).toMatchObject({ connections: 1, people: 1 });
});

test('nothing runs on in a room that everybody has left', async () => {
  const ada = await join();
  await room.disconnect(ada.id);
  await clock.pass(60_000);
  const { puts } = memory;
  await clock.pass(600_000);
  expect(memory.puts).toBe(puts);
});
