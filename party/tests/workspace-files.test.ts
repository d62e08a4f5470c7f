import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { createFile, deleteFile, listFiles, renameFile, snapshotFiles } from '#core/doc-shape.ts';
import { MAX_FILES } from '#core/limits.ts';
import { parseRoomName } from '#core/room-name.ts';
import { FRAME_KINDS, isUpdateKind } from '#core/tape/frames.ts';
import type { WorkspaceRequest } from '#core/workspace-protocol.ts';
import { FakeSandbox, SANDBOX_SERVICE_TOKEN } from './fake-sandbox.ts';
import type { FakeWorkspace } from './fake-workspace.ts';
import { fetchJournal, replay, startTestServer, type TestServer } from './harness.ts';
import { joinRoom, type Peer } from './peer.ts';
import { buildParticipant, buildRoomName } from './people.ts';
import { until } from './until.ts';

let sandbox: FakeSandbox;
let server: TestServer;
let room: string;
let workspace: FakeWorkspace;
const peers: Peer[] = [];
beforeEach(async () => {
  sandbox = new FakeSandbox();
  server = await startTestServer({ SANDBOX_URL: await sandbox.start(), SANDBOX_SERVICE_TOKEN });
  room = buildRoomName();
  workspace = sandbox.workspaces.of(parseRoomName(room) ?? '');
});
afterEach(async () => {
  for (const peer of peers.splice(0)) peer.destroy();
  await server.dispose();
  await sandbox.stop();
});

async function join(role: 'interviewer' | 'candidate' | 'observer'): Promise<Peer> {
  const peer = await joinRoom(server.url, await buildParticipant(room, role));
  peers.push(peer);
  return peer;
}

/** Somebody in the room with the workspace's line open. */
async function enter(): Promise<Peer> {
  const peer = await join('candidate');
  peer.say({ type: 'terminal-open', requestId: randomUUID(), size: { columns: 80, rows: 24 } });
  await until(() => peer.last('terminal')?.terminal != null, 'the terminal opens');
  return peer;
}

function mainOf(peer: Peer): Y.Text {
  const main = listFiles(peer.doc).find(({ path }) => path === 'main.py');
  if (!main) throw new Error('No main.py.');
  return main.text;
}

const textOf = (peer: Peer, path: string) =>
  listFiles(peer.doc)
    .find((file) => file.path === path)
    ?.text.toString();
const pathsOf = (peer: Peer) => listFiles(peer.doc).map(({ path }) => path);
/** What the room said about files since the line opened. */
const aboutFiles = () =>
  workspace.requests.filter((request): request is Extract<WorkspaceRequest, { type: 'write' | 'remove' }> =>
    ['write', 'remove'].includes(request.type),
  );

/** The document and the workspace hold the same. */
async function equal(peer: Peer): Promise<void> {
  const inDocument = () => Object.fromEntries(snapshotFiles(peer.doc).map(({ path, text }) => [path, text]));
  const isEqual = () =>
    JSON.stringify(inDocument()) === JSON.stringify(Object.fromEntries([...workspace.files].sort()));
  await until(isEqual, 'the document and the workspace are equal');
}

test('[WSP1] edits, new files, renames and deletions reach the workspace, and only what changed', async () => {
  const bob = await enter();
  expect(Object.fromEntries(workspace.files)).toEqual({ 'main.py': mainOf(bob).toString() });
  const second = createFile(bob.doc, 'lib/tool.py', 'x = 1\n');
  await equal(bob);
  expect(aboutFiles()).toEqual([{ type: 'write', files: [{ path: 'lib/tool.py', text: 'x = 1\n' }] }]);
  mainOf(bob).insert(0, '# one\n');
  await equal(bob);
  expect(aboutFiles().at(-1)).toEqual({
    type: 'write',
    files: [{ path: 'main.py', text: mainOf(bob).toString() }],
  });
  renameFile(bob.doc, second, 'tool.py');
  await equal(bob);
  expect(aboutFiles().slice(-2)).toEqual([
    { type: 'remove', paths: ['lib/tool.py'] },
    { type: 'write', files: [{ path: 'tool.py', text: 'x = 1\n' }] },
  ]);
  deleteFile(bob.doc, second);
  await equal(bob);
  expect(aboutFiles()).toHaveLength(5);
  expect(workspace.faults).toBe(0);
});

test('[WSP2] what programs write, make and remove is in the document, for all and on the tape as the room’s', async () => {
  const bob = await enter();
  const ada = await join('interviewer');
  workspace.change({ 'main.py': 'print("new")\n', 'out/log.txt': 'done\n' });
  for (const peer of [ada, bob])
    await until(() => textOf(peer, 'out/log.txt') === 'done\n', 'the new file comes');
  expect(textOf(ada, 'main.py')).toBe('print("new")\n');
  workspace.change({}, ['out/log.txt']);
  await until(() => pathsOf(ada).join() === 'main.py', 'the removed one goes');
  const frames = await fetchJournal(server, room);
  expect(snapshotFiles(replay(frames))).toEqual(snapshotFiles(ada.doc));
  const byRoom = frames.filter(({ kind, author }) => isUpdateKind(kind) && author === 'system');
  expect(byRoom.map(({ kind }) => kind)).toEqual(Array(3).fill(FRAME_KINDS.system));
  // the room went on under its own name after a restart, too
  await server.restart();
  await until(() => workspace.lines === 2 && workspace.isConnected, 'the line is back');
  workspace.change({ 'main.py': 'print("newer")\n' });
  await until(() => textOf(ada, 'main.py') === 'print("newer")\n', 'the next change comes');
  expect([...ada.closeCodes, ...bob.closeCodes].every((code) => code === 1006)).toBe(true);
});

test('[WSP3] what came from the workspace is never sent back, and typing makes no echo', async () => {
  const bob = await enter();
  for (let n = 0; n < 20; n++) {
    workspace.change({ 'main.py': `value = ${n}\n`, [`made-${n}.txt`]: 'x' });
  }
  await until(() => pathsOf(bob).length === 21, 'all changes are in');
  mainOf(bob).insert(0, '# mine\n');
  await equal(bob);
  // the one message is Bob's edit; all 40 changes before it went one way only
  expect(aboutFiles()).toEqual([
    { type: 'write', files: [{ path: 'main.py', text: '# mine\nvalue = 19\n' }] },
  ]);
});

test('[WSP4] a change that crosses with somebody’s edit is dropped: the edit stands on both sides', async () => {
  const bob = await enter();
  workspace.isSlow = true;
  workspace.change({ 'main.py': 'by the program\n', 'other.txt': 'o\n' });
  mainOf(bob).insert(0, '# typed meanwhile\n');
  const typed = mainOf(bob).toString();
  await until(() => workspace.files.get('main.py') === typed, 'the edit reaches the workspace');
  workspace.deliver();
  await until(() => textOf(bob, 'other.txt') === 'o\n', 'what did not cross is taken');
  expect(textOf(bob, 'main.py')).toBe(typed);
  await equal(bob);
  workspace.change({ 'main.py': 'and later\n' });
  await until(() => textOf(bob, 'main.py') === 'and later\n', 'a later change is taken again');
});

test('[WSP5] a line of the file that a program did not touch keeps its cursors', async () => {
  const bob = await enter();
  mainOf(bob).delete(0, mainOf(bob).length);
  mainOf(bob).insert(0, 'first\nsecond 😀\nthird\n');
  await equal(bob);
  const inThird = Y.createRelativePositionFromTypeIndex(
    mainOf(bob),
    mainOf(bob).toString().indexOf('third') + 2,
  );
  workspace.change({ 'main.py': 'first\nchanged 😁 here\nthird\n' });
  await until(() => textOf(bob, 'main.py')?.includes('here') === true, 'the change comes');
  expect(textOf(bob, 'main.py')).toBe('first\nchanged 😁 here\nthird\n');
  const index = Y.createAbsolutePositionFromRelativePosition(inThird, bob.doc)?.index ?? 0;
  expect(textOf(bob, 'main.py')?.slice(index)).toBe('ird\n');
});

test('[WSP6] a file that a program moves keeps its id', async () => {
  const bob = await enter();
  const id = createFile(bob.doc, 'a.py', 'some = "text"\n');
  await equal(bob);
  workspace.change({ 'b/c.py': 'some = "text"\n' }, ['a.py']);
  await until(() => pathsOf(bob).includes('b/c.py'), 'it has moved');
  expect(listFiles(bob.doc).find(({ path }) => path === 'b/c.py')?.id).toBe(id);
  expect(pathsOf(bob)).toEqual(['b/c.py', 'main.py']);
});

test('[WSP7] what the document has no room for is left out and told once, and the workspace keeps it', async () => {
  const bob = await enter();
  const eve = await join('observer');
  const many = Object.fromEntries(Array.from({ length: MAX_FILES - 1 }, (_, n) => [`f${n}.txt`, '']));
  workspace.change(many);
  await until(() => pathsOf(bob).length === MAX_FILES, 'the document is full');
  workspace.change({ 'one-more.txt': 'x' });
  for (const peer of [bob, eve]) await until(() => peer.heard('left-out').length === 1, 'it is told');
  expect(eve.last('left-out')?.files).toEqual([{ path: 'one-more.txt', reason: 'too_many' }]);
  workspace.change({ 'one-more.txt': 'y' });
  workspace.change({}, ['f0.txt']);
  await until(() => pathsOf(bob).length === MAX_FILES - 1, 'there is room again');
  workspace.change({ 'one-more.txt': 'z' });
  await until(() => textOf(bob, 'one-more.txt') === 'z', 'it is taken now');
  workspace.say({
    type: 'changed',
    written: [],
    removed: [],
    leftOut: [{ path: 'core.bin', reason: 'binary' }],
    seen: 1,
  });
  await until(() => bob.heard('left-out').length === 2, 'the service’s own notices are told');
  expect(bob.last('left-out')?.files).toEqual([{ path: 'core.bin', reason: 'binary' }]);
  expect(workspace.files.has('one-more.txt')).toBe(true);
});

test('[WSP7] a text that would take the document over its size is left out and stays in the workspace', async () => {
  const bob = await enter();
  const large = 'x'.repeat(200 * 1024);
  workspace.change(Object.fromEntries(Array.from({ length: 10 }, (_, n) => [`f${n}.txt`, large])));
  await until(() => pathsOf(bob).length === 11, 'ten fit');
  workspace.change({ 'f10.txt': large });
  await until(() => bob.heard('left-out').length === 1, 'the next does not');
  expect(bob.last('left-out')?.files).toEqual([{ path: 'f10.txt', reason: 'too_large' }]);
  mainOf(bob).insert(0, '#\n');
  await until(() => workspace.files.get('main.py') === mainOf(bob).toString(), 'editing goes on');
  expect(workspace.files.get('f10.txt')).toBe(large);
});

test('[WSP8] what changed while there was no line is made equal when there is one: the document’s files stand', async () => {
  const bob = await enter();
  const gone = createFile(bob.doc, 'gone.py', 'g\n');
  const moved = createFile(bob.doc, 'moved.py', 'm\n');
  await equal(bob);
  bob.destroy();
  await until(() => !workspace.isConnected, 'the line closes');
  workspace.files.set('main.py', 'by a program\n');
  workspace.files.set('made.txt', 'by a program\n');
  const ada = await join('interviewer');
  deleteFile(ada.doc, gone);
  renameFile(ada.doc, moved, 'renamed.py');
  await until(() => textOf(ada, 'made.txt') !== undefined, 'the new file comes');
  await equal(ada);
  expect(pathsOf(ada)).toEqual(['made.txt', 'main.py', 'renamed.py']);
  expect(textOf(ada, 'main.py')).not.toBe('by a program\n');
});

test('[WSP8] files that people removed while the room had no line do not come back, also after a crash', async () => {
  const bob = await enter();
  const gone = createFile(bob.doc, 'gone.py', 'g\n');
  await equal(bob);
  workspace.exit();
  await until(() => bob.last('terminal')?.terminal === null, 'the shell has ended');
  await bob.allSaved();
  await fetchJournal(server, room);
  await server.restart();
  await until(() => bob.heard('welcome').length === 2 && bob.provider.synced, 'Bob is back');
  deleteFile(bob.doc, gone);
  expect(workspace.files.has('gone.py')).toBe(true);
  bob.say({ type: 'terminal-open', requestId: randomUUID(), size: { columns: 80, rows: 24 } });
  await until(() => workspace.lines === 2, 'the line is opened');
  await equal(bob);
  expect(pathsOf(bob)).toEqual(['main.py']);
});

test('[WSP9] a service that speaks nonsense loses the line and not the room', async () => {
  const bob = await enter();
  workspace.say({
    type: 'changed',
    written: [{ path: '../etc/passwd', text: 'x' }],
    removed: [],
    leftOut: [],
    seen: 9,
  });
  await until(() => workspace.lines === 2 && workspace.isConnected, 'the line is opened anew');
  mainOf(bob).insert(0, 'still here');
  await equal(bob);
  expect(bob.closeCodes).toEqual([]);
});
