import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createFile, listFiles, snapshotFiles } from '#core/doc-shape.ts';
import { parseRoomName } from '#core/room-name.ts';
import { FRAME_KINDS } from '#core/tape/frames.ts';
import { ENDED, FakeSandbox, SANDBOX_SERVICE_TOKEN } from './fake-sandbox.ts';
import { fetchJournal, replay, startTestServer, type TestServer } from './harness.ts';
import { joinRoom, type Peer } from './peer.ts';
import { buildParticipant, buildRoomName } from './people.ts';
import { until } from './until.ts';

let sandbox: FakeSandbox;
let server: TestServer;
beforeEach(async () => {
  sandbox = new FakeSandbox();
  const SANDBOX_URL = await sandbox.start();
  server = await startTestServer({ SANDBOX_URL, SANDBOX_SERVICE_TOKEN });
});
afterEach(async () => {
  await server.dispose();
  await sandbox.stop();
});

async function openRoom() {
  const room = buildRoomName();
  const ada = await joinRoom(server.url, await buildParticipant(room, 'interviewer', 'Ada'));
  const bobIs = await buildParticipant(room, 'candidate', 'Bob');
  const bob = await joinRoom(server.url, bobIs);
  return { room, ada, bob, bobIs };
}

function runFirstFile(peer: Peer): string {
  const requestId = randomUUID();
  peer.say({ type: 'run', requestId, fileId: listFiles(peer.doc)[0]?.id ?? '' });
  return requestId;
}

const runOf = (peer: Peer) => peer.last('run')?.run;
const outputOf = (peer: Peer) =>
  peer
    .heard('run-output')
    .map(({ text }) => text)
    .join('');
const jsonOf = (payload: Uint8Array) => JSON.parse(new TextDecoder().decode(payload));

test('[RUN1][RUN3][RUN4] everybody sees a run from start to end, and the journal keeps it', async () => {
  const { room, ada, bob, bobIs } = await openRoom();
  bob.text.insert(0, '# at this moment\n');
  createFile(bob.doc, 'tool.py', 'x = 1\n');
  await bob.allSaved();
  runFirstFile(bob);
  const run = await sandbox.run(0);
  ada.text.insert(0, '# after it began\n');
  expect(sandbox.faults).toBe(0);
  expect(run.request).toMatchObject({
    interviewId: parseRoomName(room),
    language: 'python',
    entry: 'main.py',
  });
  expect(run.request.files.map(({ path }) => path)).toEqual(['main.py', 'tool.py']);
  run.emit({ type: 'queued', position: 2 });
  await until(() => ada.last('run-queued')?.queuePosition === 2, 'the place in the queue is seen');
  run.emit({ type: 'started' });
  run.emit({ type: 'output', stream: 'stdout', text: 'hello ☃\n' });
  await until(() => outputOf(ada) === 'hello ☃\n', 'the output comes while the program runs');
  expect(runOf(ada)).toMatchObject({
    byName: 'Bob',
    byParticipantId: bobIs.claims.sub,
    entry: 'main.py',
    outcome: null,
  });
  const late = await joinRoom(server.url, await buildParticipant(room, 'observer'));
  expect(late.last('welcome')?.run).toMatchObject({
    runId: run.request.runId,
    output: [{ stream: 'stdout', text: 'hello ☃\n' }],
    outcome: null,
  });
  run.emit({ type: 'output', stream: 'stderr', text: 'oops\n' });
  run.emit(ENDED);
  for (const peer of [ada, bob, late]) {
    await until(() => peer.heard('run-ended').length === 1, 'the end is seen');
    expect(peer.last('run-ended')).toEqual({
      type: 'run-ended',
      runId: run.request.runId,
      outcome: ENDED,
      summary: null,
    });
  }
  const frames = await fetchJournal(server, room);
  const kinds = [FRAME_KINDS.runStarted, FRAME_KINDS.runOutput, FRAME_KINDS.runEnded] as number[];
  const told = frames.filter(({ kind }) => kinds.includes(kind));
  expect(told.map(({ kind }) => kind)).toEqual([6, 7, 7, 8]);
  expect(told[0]?.author).toBe(bobIs.claims.sub);
  const started = jsonOf(told[0]?.payload ?? new Uint8Array());
  // what ran is the journal at the position that the run names, although the text went on since
  const then = replay(frames.slice(0, started.position));
  expect(snapshotFiles(then).map(({ path, text }) => ({ path, text }))).toEqual(run.request.files);
  expect(run.request.files[0]?.text).toMatch(/^# at this moment/);
  for (const peer of [ada, bob, late]) peer.destroy();
});

test('[RUN2][RUN8] a second run is refused, and so are files that are not there or do not run', async () => {
  const { ada, bob } = await openRoom();
  const notes = createFile(bob.doc, 'notes.md', 'text');
  await bob.allSaved();
  runFirstFile(bob);
  const run = await sandbox.run(0);
  const second = runFirstFile(ada);
  await until(() => ada.heard('refused').length === 1, 'the second is refused');
  expect(ada.last('refused')).toMatchObject({ requestId: second, code: 'run_in_progress' });
  run.emit(ENDED);
  await until(() => bob.heard('run-ended').length === 1, 'the first ends');
  bob.say({ type: 'run', requestId: randomUUID(), fileId: 'nothing' });
  await until(() => bob.heard('refused').length === 1, 'no such file');
  expect(bob.last('refused')?.code).toBe('not_found');
  bob.say({ type: 'run', requestId: randomUUID(), fileId: notes });
  await until(() => bob.heard('refused').length === 2, 'no such language');
  expect(bob.last('refused')?.code).toBe('bad_request');
  expect(sandbox.runs).toHaveLength(1);
  runFirstFile(ada);
  (await sandbox.run(1)).emit(ENDED);
  await until(() => bob.heard('run-ended').length === 2, 'the next one runs');
  ada.destroy();
  bob.destroy();
});

test('[RUN1][RUN5] an observer can neither run nor stop', async () => {
  const { room, ada, bob } = await openRoom();
  const watcher = await joinRoom(server.url, await buildParticipant(room, 'observer'));
  runFirstFile(watcher);
  await until(() => watcher.heard('refused').length === 1, 'the run is refused');
  expect(watcher.last('refused')?.code).toBe('forbidden');
  runFirstFile(bob);
  const run = await sandbox.run(0);
  watcher.say({ type: 'stop-run', requestId: randomUUID(), runId: run.request.runId });
  await until(() => watcher.heard('refused').length === 2, 'the stop is refused');
  expect(run.isCancelled).toBe(false);
  expect(sandbox.runs).toHaveLength(1);
  for (const peer of [ada, bob, watcher]) peer.destroy();
});

test('[RUN5] stopping ends the run for everybody and cancels it at the sandbox', async () => {
  const { room, ada, bob } = await openRoom();
  runFirstFile(bob);
  const run = await sandbox.run(0);
  run.emit({ type: 'started' });
  const { runId } = run.request;
  ada.say({ type: 'stop-run', requestId: randomUUID(), runId: randomUUID() });
  await until(() => ada.heard('refused').length === 1, 'another run cannot be stopped');
  ada.say({ type: 'stop-run', requestId: randomUUID(), runId });
  await until(() => bob.heard('run-ended').length === 1, 'the end is seen');
  expect(bob.last('run-ended')?.outcome).toMatchObject({ type: 'ended', verdict: 'killed' });
  await until(() => run.isCancelled, 'the sandbox hears of it');
  const ends = (await fetchJournal(server, room)).filter(({ kind }) => kind === FRAME_KINDS.runEnded);
  expect(ends.map(({ author }) => author)).toEqual([ada.last('welcome')?.you.participantId]);
  runFirstFile(bob);
  (await sandbox.run(1)).emit(ENDED);
  await until(() => bob.heard('run-ended').length === 2, 'the next one runs');
  ada.destroy();
  bob.destroy();
});

test('[RUN6] a sandbox that is down, refuses, talks nonsense or breaks off fails the run and not the room', async () => {
  const { ada, bob } = await openRoom();
  const expectFailure = async (code: string, n: number) => {
    await until(() => ada.heard('run-ended').length === n, `failure ${n} is seen`);
    expect(ada.last('run-ended')?.outcome).toMatchObject({ type: 'failed', code });
  };
  runFirstFile(bob);
  (await sandbox.run(0)).end();
  await expectFailure('sandbox_unavailable', 1);
  runFirstFile(bob);
  (await sandbox.run(1)).write('data: {"type":"ended","verdict":"fine"}\n\n');
  await expectFailure('sandbox_unavailable', 2);
  runFirstFile(bob);
  (await sandbox.run(2)).emit({ type: 'failed', code: 'sandbox_busy', message: 'All runners are busy.' });
  await expectFailure('sandbox_busy', 3);
  sandbox.refusal = { status: 503, body: '{"code":"sandbox_busy","message":"full"}' };
  runFirstFile(bob);
  await expectFailure('sandbox_busy', 4);
  sandbox.refusal = { status: 401, body: '' };
  runFirstFile(bob);
  await expectFailure('sandbox_unavailable', 5);
  await sandbox.stop();
  runFirstFile(bob);
  await expectFailure('sandbox_unavailable', 6);
  bob.text.insert(0, 'still here');
  await bob.allSaved();
  expect([...ada.closeCodes, ...bob.closeCodes]).toEqual([]);
  ada.destroy();
  bob.destroy();
});

test('[RUN3] events that arrive in pieces, with comments and other line ends, are read whole', async () => {
  const { ada, bob } = await openRoom();
  runFirstFile(bob);
  const run = await sandbox.run(0);
  const event = `data: ${JSON.stringify({ type: 'output', stream: 'stdout', text: 'a ☃ b' })}\r\n\r\n`;
  run.write(': keep-alive\n\n');
  for (const byte of new TextEncoder().encode(event)) {
    run.write(Buffer.from([byte]) as unknown as string);
    await new Promise(setImmediate);
  }
  run.write(`event: run\ndata: ${JSON.stringify(ENDED)}\n\n`);
  await until(() => ada.heard('run-ended').length === 1, 'the end is seen');
  expect(outputOf(ada)).toBe('a ☃ b');
  ada.destroy();
  bob.destroy();
});

test('[RUN7] a run that was under way at a crash is failed when the room starts again', async () => {
  const { room, ada, bob } = await openRoom();
  runFirstFile(bob);
  const run = await sandbox.run(0);
  run.emit({ type: 'output', stream: 'stdout', text: 'half' });
  await until(() => outputOf(ada) === 'half', 'output is seen');
  await bob.allSaved();
  await fetchJournal(server, room); // what was said so far is written
  await server.kill9();
  await until(() => run.isCancelled, 'the sandbox sees the room go');
  await server.restart();
  await until(() => bob.heard('welcome').length === 2, 'Bob is back');
  expect(bob.last('welcome')?.run).toMatchObject({
    runId: run.request.runId,
    outcome: { type: 'failed', code: 'internal' },
  });
  const ends = (await fetchJournal(server, room)).filter(({ kind }) => kind === FRAME_KINDS.runEnded);
  expect(ends.map(({ payload }) => jsonOf(payload).runId)).toEqual([run.request.runId]);
  runFirstFile(bob);
  (await sandbox.run(1)).emit(ENDED);
  await until(() => bob.heard('run-ended').length === 1, 'the next one runs');
  ada.destroy();
  bob.destroy();
});
