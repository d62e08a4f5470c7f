import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { listFiles } from '#core/doc-shape.ts';
import { FRAME_KINDS } from '#core/tape/frames.ts';
import { ENDED, FakeSandbox, SANDBOX_SERVICE_TOKEN } from './fake-sandbox.ts';
import { fetchJournal, startTestServer, type TestServer } from './harness.ts';
import { joinRoom, type Peer } from './peer.ts';
import { buildParticipant, buildRoomName } from './people.ts';
import { until } from './until.ts';

let sandbox: FakeSandbox;
let server: TestServer;
let room: string;
const peers: Peer[] = [];
beforeEach(async () => {
  sandbox = new FakeSandbox();
  server = await startTestServer({ SANDBOX_URL: await sandbox.start(), SANDBOX_SERVICE_TOKEN });
  room = buildRoomName();
});
afterEach(async () => {
  for (const peer of peers.splice(0)) peer.destroy();
  await server.dispose();
  await sandbox.stop();
});

async function join(role: 'interviewer' | 'candidate' | 'observer', name: string): Promise<Peer> {
  const peer = await joinRoom(server.url, await buildParticipant(room, role, name));
  peers.push(peer);
  return peer;
}

function run(peer: Peer, options: { stdin?: string; isInteractive?: boolean }): void {
  peer.say({ type: 'run', requestId: randomUUID(), fileId: listFiles(peer.doc)[0]?.id ?? '', ...options });
}

function type(peer: Peer, runId: string, text: string, isEnd = false): string {
  const requestId = randomUUID();
  peer.say({ type: 'run-input', requestId, runId, text, isEnd });
  return requestId;
}

async function refusalOf(peer: Peer, requestId: string): Promise<string> {
  const find = () => peer.heard('refused').find((one) => one.requestId === requestId);
  await until(() => find() !== undefined, 'the request is refused');
  return find()?.code ?? '';
}

test('[RUN9] a program gets what was put into its input box', async () => {
  const bob = await join('candidate', 'Bob');
  run(bob, { stdin: '3 4\n' });
  const { request } = await sandbox.run(0);
  expect(request).toMatchObject({ stdin: '3 4\n', isInteractive: false });
  const watcher = await join('observer', 'Eve');
  const shown = [{ stream: 'stdin', text: '3 4\n', byName: 'Bob' }];
  await until(() => watcher.heard('welcome').length > 0, 'the watcher is in');
  expect(bob.heard('run').at(-1)?.run.output).toEqual(shown);
  expect(watcher.heard('welcome').at(-1)?.run?.output).toEqual(shown);
  expect(await refusalOf(bob, type(bob, request.runId, 'more'))).toBe('bad_request');
  expect(sandbox.inputs).toEqual([]);
});

test('[RUN9][RUN10] what people type into a program reaches it in order and is shown with their name', async () => {
  const ada = await join('interviewer', 'Ada');
  const bob = await join('candidate', 'Bob');
  const watcher = await join('observer', 'Eve');
  run(bob, { isInteractive: true });
  const program = await sandbox.run(0);
  const { runId } = program.request;
  expect(program.request.isInteractive).toBe(true);
  program.emit({ type: 'output', stream: 'stdout', text: 'Name? ' });
  await until(() => ada.heard('run-output').length === 1, 'the question is seen');
  const lines = Array.from({ length: 20 }, (_, n) => `line ${n}\n`);
  for (const line of lines) type(bob, runId, line);
  await until(() => watcher.heard('run-input').length === 20, 'all see it');
  type(ada, runId, 'from Ada\n', true);
  await until(() => sandbox.inputs.length === 21, 'all of it reaches the program');
  expect(sandbox.inputs.map(({ input }) => input)).toEqual([
    ...lines.map((text) => ({ text, isEnd: false })),
    { text: 'from Ada\n', isEnd: true },
  ]);
  expect(watcher.last('run-input')).toEqual({
    type: 'run-input',
    runId,
    byName: 'Ada',
    text: 'from Ada\n',
    isEnd: true,
  });
  const late = await join('observer', 'Late');
  expect(late.last('welcome')?.run?.output).toEqual([
    { stream: 'stdout', text: 'Name? ' },
    { stream: 'stdin', text: lines.join(''), byName: 'Bob' },
    { stream: 'stdin', text: 'from Ada\n', byName: 'Ada' },
  ]);
  expect(await refusalOf(watcher, type(watcher, runId, 'x'))).toBe('forbidden');
  program.emit(ENDED);
  await until(() => bob.heard('run-ended').length === 1, 'the end is seen');
  expect(await refusalOf(bob, type(bob, runId, 'too late'))).toBe('not_found');
  expect(sandbox.inputs).toHaveLength(21);
  const typed = (await fetchJournal(server, room)).filter(({ kind }) => kind === FRAME_KINDS.runInput);
  const idOf = (peer: Peer) => peer.last('welcome')?.you.participantId;
  expect(typed.map(({ author }) => author)).toEqual([...lines.map(() => idOf(bob)), idOf(ada)]);
});

test('[RUN10] typing that the sandbox does not take is refused to who typed', async () => {
  const bob = await join('candidate', 'Bob');
  run(bob, { isInteractive: true });
  const program = await sandbox.run(0);
  sandbox.refusal = { status: 404, body: '{"code":"not_found","message":"gone"}' };
  expect(await refusalOf(bob, type(bob, program.request.runId, 'x'))).toBe('not_found');
  sandbox.refusal = { status: 409, body: '{"code":"conflict","message":""}' };
  expect(await refusalOf(bob, type(bob, program.request.runId, 'x'))).toBe('conflict');
  expect(bob.last('refused')?.message).toBe('This program takes no more input.');
  sandbox.refusal = { status: 500, body: 'what?' };
  expect(await refusalOf(bob, type(bob, program.request.runId, 'x'))).toBe('sandbox_unavailable');
});
