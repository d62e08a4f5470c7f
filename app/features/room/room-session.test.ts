import { afterEach, expect, test, vi } from 'vitest';
import { WebSocket as NodeWebSocket } from 'ws';
import type * as Y from 'yjs';
import { CLOSE_CODES } from '#core/close-codes.ts';
import { createFile, listFiles } from '#core/doc-shape.ts';
import type { RoomRole } from '#core/roles.ts';
import type { LocalCopy } from './local-copy.ts';
import { RoomSession } from './room-session.ts';
import type { TokenAnswer } from './room-token.ts';
import type { TerminalPiece } from './terminal/terminal-line.ts';
import { buildRun, FakeRoom, PERSON } from './testing/fake-room.ts';

const INTERVIEW = '00000000-0000-4000-8000-00000000000a';
const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

class FakeLocalCopy implements LocalCopy {
  readonly origin = {};
  readonly marks: boolean[] = [];
  isCleared = false;
  readonly hasUnsaved: boolean;
  constructor(hasUnsaved = false) {
    this.hasUnsaved = hasUnsaved;
  }
  load = async () => ({ hasUnsaved: this.hasUnsaved });
  markUnsaved = (value: boolean) => void this.marks.push(value);
  clear = async () => {
    this.isCleared = true;
  };
  close = () => undefined;
}

async function join({
  role = 'candidate' as RoomRole,
  copy = new FakeLocalCopy(),
  answers = [] as TokenAnswer[],
} = {}) {
  const room = await FakeRoom.open();
  cleanups.push(() => room.stop());
  const seen = { left: 0, dropped: [] as { reason: string; files: { text: string }[] }[], asked: 0 };
  const session = new RoomSession({
    interviewId: INTERVIEW,
    role,
    status: 'in_progress',
    tabId: 'tab-of-a-test',
    openLocalCopy: (_doc: Y.Doc) => copy,
    fetchToken: async () =>
      answers.shift() ?? {
        type: 'token',
        token: { token: `token-${++seen.asked}`, expiresAt: Date.now() + 300_000, url: room.url },
      },
    onLeave: () => (seen.left += 1),
    onDropped: (kept) => seen.dropped.push(kept),
    WebSocketClass: NodeWebSocket as unknown as typeof WebSocket,
  });
  cleanups.push(() => session.destroy());
  const state = () => session.state.get();
  const until = (check: () => void) => vi.waitFor(check, { timeout: 10_000, interval: 10 });
  return { room, session, copy, seen, state, until };
}

test('joins, gets the welcome and says saved once the room confirmed', async () => {
  const { room, session, state, until } = await join();
  room.confirmsAtOnce = false;
  await session.start();
  await until(() => expect(room.frames).toHaveLength(1));
  await until(() => expect(state().connection).toBe('online'));
  expect(state()).toMatchObject({ saved: 'saving', you: PERSON, clock: { startedAt: 1000 } });
  room.confirm();
  await until(() => expect(state().saved).toBe('saved'));
  createFile(session.doc, 'a.py', 'x');
  expect(state().saved).toBe('saving');
  await until(() => expect(room.frames).toHaveLength(2));
  room.confirm();
  await until(() => expect(state().saved).toBe('saved'));
});

test('edits made offline are unsaved until the room confirmed them after the reconnect', async () => {
  const { room, session, copy, state, until } = await join();
  await session.start();
  await until(() => expect(state().saved).toBe('saved'));
  room.confirmsAtOnce = false;
  room.close();
  await until(() => expect(state().saved).toBe('offline'));
  createFile(session.doc, 'offline.py', 'x');
  expect(state()).toMatchObject({ saved: 'offline-unsaved', connection: 'offline' });
  expect(copy.marks).toEqual([true]);
  await until(() => expect(listFiles(room.doc)).toHaveLength(1));
  expect(state().saved).toBe('saving');
  room.confirm();
  await until(() => expect(state().saved).toBe('saved'));
  expect(copy.marks).toEqual([true, false]);
});

test('what an earlier visit left unconfirmed shows as unsaved while there is no connection', async () => {
  const { room, session, state, until } = await join({ copy: new FakeLocalCopy(true) });
  room.refuseWith = CLOSE_CODES.resync;
  await session.start();
  expect(state().saved).toBe('offline-unsaved');
  room.refuseWith = null;
  await until(() => expect(state().saved).toBe('saved'));
});

test('a refused token is fetched anew; after three refusals the page says so and offers to try again', async () => {
  const { room, session, state, seen, until } = await join();
  room.refuseWith = CLOSE_CODES.badToken;
  await session.start();
  await until(() => expect(state().stop?.offer).toBe('retry'));
  expect(room.tokens).toEqual(['token-1', 'token-2', 'token-3']);
  room.refuseWith = null;
  session.retry();
  await until(() => expect(state().connection).toBe('online'));
  expect(seen.asked).toBe(4);
});

test('changed access asks the app again and comes back by what it says', async () => {
  const { room, session, state, until } = await join();
  await session.start();
  await until(() => expect(state().connection).toBe('online'));
  room.close(CLOSE_CODES.accessChanged);
  await until(() => expect(room.tokens).toEqual(['token-1', 'token-2']));
  await until(() => expect(state().connection).toBe('online'));
});

test('somebody who may not enter is told what the app said', async () => {
  const { room, session, state, until } = await join({
    answers: [{ type: 'refused', code: 'forbidden', message: 'An interviewer removed you from this room.' }],
  });
  await session.start();
  await until(() => expect(state().stop?.text).toBe('An interviewer removed you from this room.'));
  expect(state().connection).toBe('stopped');
  expect(room.tokens).toEqual([]);
});

test('the end of the interview leads away, and the device forgets its copy', async () => {
  const { room, session, copy, seen, state, until } = await join();
  await session.start();
  await until(() => expect(state().connection).toBe('online'));
  await until(() => expect(state().saved).toBe('saved'));
  room.close(CLOSE_CODES.interviewOver);
  await until(() => expect(seen.left).toBe(1));
  expect(copy.isCleared).toBe(true);
});

test('the device keeps what the interview’s end found unsaved', async () => {
  const { room, session, copy, seen, state, until } = await join();
  await session.start();
  await until(() => expect(state().saved).toBe('saved'));
  room.confirmsAtOnce = false;
  createFile(session.doc, 'late.py', 'x');
  room.close(CLOSE_CODES.interviewOver);
  await until(() => expect(seen.left).toBe(1));
  expect(copy.isCleared).toBe(false);
});

test('edits that the room does not take are handed back as a copy, and the local ones are dropped', async () => {
  const { room, session, copy, seen, state, until } = await join();
  await session.start();
  await until(() => expect(state().saved).toBe('saved'));
  room.confirmsAtOnce = false;
  createFile(session.doc, 'mine.py', 'print(1)');
  room.close(CLOSE_CODES.authorship);
  await until(() => expect(seen.dropped).toHaveLength(1));
  expect(seen.dropped[0]?.files).toEqual([{ path: 'mine.py', text: 'print(1)' }]);
  expect(copy.isCleared).toBe(true);
});

test('a restart of the room needs nothing from the person', async () => {
  const { room, session, state, until } = await join();
  await session.start();
  await until(() => expect(state().connection).toBe('online'));
  room.close(CLOSE_CODES.resync);
  await until(() => expect(room.tokens).toHaveLength(2));
  await until(() => expect(state().connection).toBe('online'));
  expect(state().stop).toBeNull();
});

test('a newer version of the room asks for a reload', async () => {
  const { room, session, state, until } = await join();
  room.refuseWith = CLOSE_CODES.versionMismatch;
  await session.start();
  await until(() => expect(state().stop?.offer).toBe('reload'));
});

test('an observer sends nothing of the document', async () => {
  const { room, session, state, until } = await join({ role: 'observer' });
  createFile(session.doc, 'stale.py', 'x');
  await session.start();
  await until(() => expect(state().connection).toBe('online'));
  await until(() => expect(room.frames).toEqual([Uint8Array.of(0, 1, 2, 0, 0)]));
});

test('a chat message survives a lost line and is sent again with the same id', async () => {
  const { room, session, state, until } = await join();
  session.chat.say('hello');
  expect(session.chat.outbox.get()).toMatchObject([{ text: 'hello', state: 'sending' }]);
  await session.start();
  await until(() => expect(room.messages).toHaveLength(1));
  room.close();
  await until(() => expect(room.messages).toHaveLength(2));
  const [first, second] = room.messages;
  expect(second).toEqual(first);
  if (first?.type !== 'chat') throw new Error('not a chat message');
  const said = { id: first.id, text: first.text, at: 5, ...PERSON };
  room.send({ type: 'chat', message: said });
  room.send({ type: 'chat', message: said });
  await until(() => expect(state().chat).toHaveLength(1));
  expect(session.chat.outbox.get()).toEqual([]);
});

test('a refused chat message stays, with the reason', async () => {
  const { room, session, until } = await join();
  await session.start();
  await until(() => expect(session.state.get().connection).toBe('online'));
  session.chat.say('hello');
  await until(() => expect(room.messages).toHaveLength(1));
  const id = session.chat.outbox.get()[0]?.id ?? '';
  room.send({ type: 'refused', requestId: id, code: 'too_many_requests', message: 'Wait a moment.' });
  await until(() =>
    expect(session.chat.outbox.get()).toMatchObject([{ state: 'failed', problem: 'Wait a moment.' }]),
  );
});

test('a run takes its input along, and what is typed while it runs goes to that run', async () => {
  const { room, session, until } = await join();
  await session.start();
  await until(() => expect(session.state.get().connection).toBe('online'));
  const fileId = createFile(session.doc, 'a.py', 'input()');
  expect(session.runs.start(fileId, { stdin: '1\n', isInteractive: true })).toBe(true);
  const { runId } = buildRun();
  session.runs.type(runId, '42');
  session.runs.endInput(runId);
  await until(() => expect(room.messages).toHaveLength(3));
  expect(room.messages).toMatchObject([
    { type: 'run', fileId, stdin: '1\n', isInteractive: true },
    { type: 'run-input', runId, text: '42\n', isEnd: false },
    { type: 'run-input', runId, text: '', isEnd: true },
  ]);
});

test('the terminal of before comes back with the connection, once', async () => {
  const { room, session, state, until } = await join();
  const drawn: TerminalPiece[] = [];
  session.terminal.attach((piece) => drawn.push(piece));
  room.terminal = { size: { columns: 80, rows: 24 }, typist: null, scrollback: '$ ' };
  await session.start();
  await until(() => expect(state().connection).toBe('online'));
  room.send({ type: 'terminal-output', data: 'ls' });
  await until(() => expect(drawn.at(-1)).toEqual({ type: 'output', text: 'ls' }));
  room.terminal = { ...room.terminal, scrollback: '$ ls' };
  room.close();
  await until(() => expect(drawn.at(-1)).toEqual({ type: 'reset', text: '$ ls' }));
  expect(state().terminal?.size.columns).toBe(80);
});
