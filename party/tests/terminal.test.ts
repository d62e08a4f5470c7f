import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { TERMINAL_SCROLLBACK } from '#core/limits.ts';
import type { RoomRole } from '#core/roles.ts';
import { parseRoomName } from '#core/room-name.ts';
import { FRAME_KINDS, type Frame } from '#core/tape/frames.ts';
import { TERMINAL_WINDOW } from '#core/workspace-protocol.ts';
import { FakeSandbox, SANDBOX_SERVICE_TOKEN } from './fake-sandbox.ts';
import type { FakeWorkspace } from './fake-workspace.ts';
import { ask, control, fetchJournal, startTestServer, type TestServer } from './harness.ts';
import { joinRoom, type Peer } from './peer.ts';
import { buildParticipant, buildRoomName } from './people.ts';
import { until } from './until.ts';

const SIZE = { columns: 100, rows: 30 };

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

async function join(role: RoomRole, name: string = role): Promise<Peer> {
  const peer = await joinRoom(server.url, await buildParticipant(room, role, name));
  peers.push(peer);
  return peer;
}

async function openTerminal(peer: Peer, size = SIZE): Promise<void> {
  peer.say({ type: 'terminal-open', requestId: randomUUID(), size });
  await until(() => peer.last('terminal')?.terminal?.size !== undefined, 'the terminal opens');
}

/** What is on this peer's screen, as a browser would put it together. */
function screenOf(peer: Peer): string {
  let screen = '';
  for (const message of peer.messages) {
    if (message.type === 'welcome') screen = message.terminal?.scrollback ?? '';
    else if (message.type === 'terminal' && message.terminal === null) screen = '';
    else if (message.type === 'terminal-output') screen += message.data;
  }
  return screen;
}

const idOf = (peer: Peer) => peer.last('welcome')?.you.participantId;
const payloadOf = ({ payload }: Frame) => JSON.parse(new TextDecoder().decode(payload));

/** All output on the tape, put together. */
async function tapedOutput(): Promise<string> {
  const frames = await fetchJournal(server, room);
  return frames
    .filter(({ kind }) => kind === FRAME_KINDS.terminalOutput)
    .map((frame) => payloadOf(frame).data)
    .join('');
}

test('[TRM1][TRM3][TRM4] all see one terminal; who typed is known; all of it is on the tape', async () => {
  const ada = await join('interviewer', 'Ada');
  const bob = await join('candidate', 'Bob');
  const eve = await join('observer', 'Eve');
  expect(ada.last('welcome')?.terminal).toBeNull();
  await openTerminal(bob);
  workspace.print('$ ');
  bob.say({ type: 'terminal-input', data: 'ls' });
  bob.say({ type: 'terminal-input', data: '\r' });
  await until(() => workspace.typed.join('') === 'ls\r', 'what was typed reaches the shell');
  workspace.print('ls\r\nmain.py\r\n\u001b[32m$\u001b[0m ');
  ada.say({ type: 'terminal-input', data: 'pwd\r' });
  await until(() => workspace.typed.length === 3, 'the other types too');
  for (const peer of [ada, bob, eve]) {
    await until(() => screenOf(peer) === workspace.shell?.output, 'the output is seen');
    // opened, Bob typed, Ada typed: not a message for each key
    await until(() => peer.heard('terminal').length === 3, 'the typists are known');
    expect(peer.heard('terminal').map(({ terminal }) => terminal?.typist?.name)).toEqual([
      undefined,
      'Bob',
      'Ada',
    ]);
  }
  const late = await join('observer', 'Late');
  expect(late.last('welcome')?.terminal).toMatchObject({
    size: SIZE,
    typist: { name: 'Ada' },
    scrollback: workspace.shell?.output,
  });
  expect(await tapedOutput()).toBe(workspace.shell?.output);
  const frames = await fetchJournal(server, room);
  const opened = frames.filter(({ kind }) => kind === FRAME_KINDS.terminal);
  expect(opened.map((frame) => [frame.author, payloadOf(frame)])).toEqual([
    [idOf(bob), { event: 'opened', size: SIZE }],
  ]);
  const typed = frames.filter(({ kind }) => kind === FRAME_KINDS.terminalInput);
  expect(typed.map((frame) => [frame.author, payloadOf(frame).data])).toEqual([
    [idOf(bob), 'ls'],
    [idOf(bob), '\r'],
    [idOf(ada), 'pwd\r'],
  ]);
  expect(workspace.faults).toBe(0);
});

test('[TRM2] roles without the terminal see it and change nothing of it', async () => {
  const bob = await join('candidate');
  await openTerminal(bob);
  for (const role of ['observer', 'ai'] as const) {
    const peer = await join(role);
    const requestId = randomUUID();
    peer.say({ type: 'terminal-open', requestId, size: { columns: 20, rows: 4 } });
    peer.say({ type: 'terminal-input', data: 'rm -rf ~\r' });
    peer.say({ type: 'terminal-resize', size: { columns: 20, rows: 4 } });
    peer.say({ type: 'terminal-close', requestId });
    await until(() => peer.heard('refused').length === 4, 'all of it is refused');
    expect(peer.heard('refused').map(({ code }) => code)).toEqual(Array(4).fill('forbidden'));
    expect(peer.heard('refused').map((one) => one.requestId)).toEqual([requestId, null, null, requestId]);
  }
  workspace.print('still here');
  await until(() => screenOf(bob) === 'still here', 'the terminal goes on');
  expect(workspace.typed).toEqual([]);
  expect(workspace.shell?.size).toEqual(SIZE);
});

test('[TRM5] the size is the smallest of those shown by people who may type', async () => {
  const ada = await join('interviewer');
  const bob = await join('candidate');
  await openTerminal(ada, { columns: 120, rows: 20 });
  bob.say({ type: 'terminal-open', requestId: randomUUID(), size: { columns: 80, rows: 40 } });
  await until(() => workspace.shell?.size.columns === 80, 'the shell is resized');
  expect(workspace.shell?.size).toEqual({ columns: 80, rows: 20 });
  bob.say({ type: 'terminal-resize', size: null });
  await until(() => ada.last('terminal')?.terminal?.size.columns === 120, 'a hidden one does not count');
  bob.say({ type: 'terminal-resize', size: { columns: 90, rows: 10 } });
  await until(() => ada.last('terminal')?.terminal?.size.rows === 10, 'it counts again');
  bob.destroy();
  await until(() => ada.last('terminal')?.terminal?.size.columns === 120, 'who has left does not count');
  expect(ada.last('terminal')?.terminal?.size).toEqual({ columns: 120, rows: 20 });
  await until(() => workspace.shell?.size.columns === 120, 'the shell follows');
});

test('[TRM6] closing ends it for all, on the tape by who did; a new one begins empty', async () => {
  const ada = await join('interviewer');
  const bob = await join('candidate');
  await openTerminal(bob);
  workspace.print('old');
  await until(() => screenOf(ada) === 'old', 'the output is seen');
  ada.say({ type: 'terminal-close', requestId: randomUUID() });
  await until(() => bob.last('terminal')?.terminal === null, 'the terminal is closed');
  await until(() => workspace.shell === null, 'the shell has ended');
  bob.say({ type: 'terminal-input', data: 'x' });
  await until(() => bob.heard('refused').length === 1, 'typing into nothing is refused');
  expect(bob.last('refused')?.code).toBe('terminal_unavailable');
  bob.say({ type: 'terminal-open', requestId: randomUUID(), size: SIZE });
  await until(() => ada.last('terminal')?.terminal != null, 'it opens again');
  workspace.print('new');
  await until(() => screenOf(ada) === 'new', 'its screen is its own');
  expect((await join('observer')).last('welcome')?.terminal?.scrollback).toBe('new');
  workspace.exit();
  await until(() => ada.last('terminal')?.terminal === null, 'a shell that ends by itself closes it too');
  expect(workspace.lines).toBe(1);
  const frames = (await fetchJournal(server, room)).filter(({ kind }) => kind === FRAME_KINDS.terminal);
  expect(frames.map((frame) => [payloadOf(frame).event, frame.author])).toEqual([
    ['opened', idOf(bob)],
    ['closed', idOf(ada)],
    ['opened', idOf(bob)],
    ['closed', 'system'],
  ]);
});

test('[TRM7] a service that is down, refuses or cannot start a shell is told to who asked', async () => {
  const bob = await join('candidate');
  const ada = await join('interviewer');
  const openRefused = async (code: string) => {
    const requestId = randomUUID();
    const before = bob.heard('refused').length;
    bob.say({ type: 'terminal-open', requestId, size: SIZE });
    await until(() => bob.heard('refused').length > before, 'it is refused');
    expect(bob.last('refused')).toMatchObject({ requestId, code });
  };
  sandbox.refusal = { status: 503, body: '{"code":"sandbox_busy","message":""}' };
  await openRefused('sandbox_busy');
  sandbox.refusal = { status: 401, body: '' };
  await openRefused('terminal_unavailable');
  sandbox.refusal = null;
  workspace.trouble = { type: 'trouble', code: 'terminal_unavailable', message: 'Too many terminals.' };
  await openRefused('terminal_unavailable');
  expect(bob.last('refused')?.message).toBe('Too many terminals.');
  expect(ada.heard('refused')).toEqual([]);
  expect(ada.heard('terminal')).toEqual([]);
  await openTerminal(bob);
});

test('[TRM8] a line that breaks in mid-output is fetched back: nothing is lost and nothing is shown twice', async () => {
  const ada = await join('interviewer');
  const bob = await join('candidate');
  await openTerminal(bob);
  let printed = 0;
  const print = (count: number) => {
    for (let n = 0; n < count; n++) workspace.print(`${printed++}\r\n`);
  };
  print(500);
  workspace.cut();
  print(500); // while there is no line
  await until(() => workspace.lines === 2 && workspace.isConnected, 'the line is back');
  print(500);
  workspace.cut();
  await until(() => workspace.lines === 3 && workspace.isConnected, 'and again');
  print(10);
  const whole = workspace.shell?.output ?? '';
  expect(printed).toBe(1510);
  for (const peer of [ada, bob]) {
    await until(() => screenOf(peer).length >= whole.length, 'all is seen');
    expect(screenOf(peer)).toBe(whole);
    expect(peer.heard('terminal')).toHaveLength(1);
  }
  expect(await tapedOutput()).toBe(whole);
  bob.say({ type: 'terminal-input', data: 'x' });
  await until(() => workspace.typed.length === 1, 'typing goes on');
});

test('[TRM8] a shell that is gone when the line is back is closed for all', async () => {
  const bob = await join('candidate');
  await openTerminal(bob);
  workspace.shell = null;
  workspace.cut();
  await until(() => bob.last('terminal')?.terminal === null, 'the terminal is gone');
  await openTerminal(bob);
  expect(workspace.shell).not.toBeNull();
});

test('[TRM9] kill -9 of the room in mid-terminal: it comes back with all that was printed, each piece on the tape once', async () => {
  const ada = await join('interviewer');
  const bob = await join('candidate');
  await openTerminal(bob);
  for (let n = 0; n < 200; n++) workspace.print(`before ${n}\r\n`);
  bob.say({ type: 'terminal-input', data: 'make\r' });
  await until(() => screenOf(ada) === workspace.shell?.output, 'the output is seen');
  await fetchJournal(server, room);
  for (let n = 0; n < 50; n++) workspace.print(`at the crash ${n}\r\n`);
  await server.kill9();
  await until(() => !workspace.isConnected, 'the service sees the room go');
  workspace.print('while it was away\r\n');
  await server.restart();
  await until(() => workspace.lines === 2 && workspace.isConnected, 'the room is back on the line');
  workspace.print('after\r\n');
  const whole = workspace.shell?.output ?? '';
  for (const peer of [ada, bob]) {
    await until(() => screenOf(peer).length >= whole.length, 'the screen is whole');
    expect(screenOf(peer)).toBe(whole);
  }
  expect(await tapedOutput()).toBe(whole);
  const frames = await fetchJournal(server, room);
  expect(frames.filter(({ kind }) => kind === FRAME_KINDS.terminal)).toHaveLength(1);
  expect(frames.filter(({ kind }) => kind === FRAME_KINDS.terminalInput)).toHaveLength(1);
});

test('[TRM10] a flood is acknowledged only as it is written, and newcomers get no more than the scrollback', async () => {
  const bob = await join('candidate');
  await openTerminal(bob);
  const line = 'x'.repeat(1022);
  const total = 4 * TERMINAL_WINDOW;
  while ((workspace.shell?.output.length ?? 0) < total) {
    const printed = workspace.shell?.output.length ?? 0;
    await until(() => printed - workspace.taken < TERMINAL_WINDOW, 'the room takes what was printed');
    workspace.print(`${line}\r\n`);
  }
  const whole = workspace.shell?.output ?? '';
  await until(() => screenOf(bob).length === whole.length, 'all is seen');
  await until(() => workspace.taken === whole.length, 'all is acknowledged');
  const { durable, position } = await stats();
  expect(durable).toBe(position);
  expect(await tapedOutput()).toBe(whole);
  expect((await join('observer')).last('welcome')?.terminal?.scrollback).toBe(
    whole.slice(-TERMINAL_SCROLLBACK),
  );
  expect(workspace.lines).toBe(1);
});

test('[TRM11] the line closes with the last person and comes back with the first', async () => {
  const bob = await join('candidate');
  await openTerminal(bob);
  workspace.print('before\r\n');
  await until(() => screenOf(bob) !== '', 'the output is seen');
  bob.destroy();
  await until(() => !workspace.isConnected, 'the line closes');
  workspace.print('while nobody was here\r\n');
  const ada = await join('interviewer');
  await until(() => screenOf(ada) === workspace.shell?.output, 'Ada sees all of it');
  expect(workspace.lines).toBe(2);
});

test('[TRM11][END5] at the end the shell ends, the line closes, and the workspace is archived and removed', async () => {
  const bob = await join('candidate');
  await openTerminal(bob);
  expect((await control(server, room, { type: 'end', byName: 'Ada' })).status).toBe(200);
  await until(() => !workspace.isConnected, 'the line closes');
  expect(workspace.shell).toBeNull();
  await until(() => sandbox.volumeRequests.length === 2, 'the workspace is packed and removed');
  const volume = `/v1/volumes/${parseRoomName(room)}`;
  expect(sandbox.volumeRequests).toEqual([`POST ${volume}/archive`, `DELETE ${volume}`]);
  const frames = (await fetchJournal(server, room)).filter(({ kind }) => kind === FRAME_KINDS.terminal);
  expect(frames.map((frame) => payloadOf(frame).event)).toEqual(['opened', 'closed']);
});

test('[END5] an archive that fails removes nothing; the next start tries again. A room without a workspace asks for none', async () => {
  const bob = await join('candidate');
  await openTerminal(bob);
  sandbox.refusal = { status: 503, body: '' };
  await control(server, room, { type: 'end', byName: 'Ada' });
  await until(() => bob.finalCode !== null, 'the room is over');
  const other = buildRoomName();
  await control(server, other, { type: 'end', byName: 'Ada' });
  await server.restart();
  sandbox.refusal = null;
  await fetchJournal(server, other);
  await fetchJournal(server, room);
  await until(() => sandbox.volumeRequests.length === 2, 'the workspace is archived after all');
  expect(sandbox.volumeRequests.every((request) => request.includes(parseRoomName(room) ?? ''))).toBe(true);
});

async function stats(): Promise<{ durable: number; position: number }> {
  return (await (await ask(server, room, 'stats')).json()) as { durable: number; position: number };
}
