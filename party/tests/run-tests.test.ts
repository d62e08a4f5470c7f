import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { listFiles } from '#core/doc-shape.ts';
import type { RoomRole } from '#core/roles.ts';
import { parseRoomName } from '#core/room-name.ts';
import { FRAME_KINDS } from '#core/tape/frames.ts';
import type { CaseResult, TestSummary } from '#core/test-protocol.ts';
import type { TestSuiteInput } from '#core/test-suite.ts';
import { FakeApp } from './fake-app.ts';
import { FakeSandbox, SANDBOX_SERVICE_TOKEN } from './fake-sandbox.ts';
import { control, fetchJournal, startTestServer, type TestServer } from './harness.ts';
import { joinRoom, type Peer } from './peer.ts';
import { buildParticipant, buildRoomName } from './people.ts';
import { until } from './until.ts';

/** Stands in every text of the hidden case, and may reach no one but the interviewer. */
const SECRET = 'hush-7391';

const SUITE: TestSuiteInput = {
  kind: 'function',
  function: 'double',
  cases: [
    { name: 'small', input: [2], expected: 4 },
    { name: 'large', input: [`${SECRET}-input`], expected: `${SECRET}-expected`, hidden: true },
  ],
};

const SUMMARY: TestSummary = {
  verdict: 'wrong_answer',
  passed: 1,
  total: 2,
  score: 0.5,
  timeMs: 40,
  cpuMs: 30,
  memoryBytes: 9_000_000,
};

function buildResult(overrides: Partial<CaseResult> = {}): CaseResult {
  return {
    index: 0,
    name: 'small',
    isHidden: false,
    weight: 1,
    verdict: 'accepted',
    timeMs: 3,
    memoryBytes: 8_000_000,
    detail: { input: '2', expected: '4', actual: '4', stdout: '', message: '' },
    ...overrides,
  };
}

const HIDDEN = buildResult({
  index: 1,
  name: 'large',
  isHidden: true,
  verdict: 'wrong_answer',
  detail: {
    input: `${SECRET}-input`,
    expected: `${SECRET}-expected`,
    actual: `${SECRET}-actual`,
    stdout: `${SECRET}-stdout`,
    message: `${SECRET}-message`,
  },
});

let sandbox: FakeSandbox;
let app: FakeApp;
let server: TestServer;
let room: string;
beforeEach(async () => {
  sandbox = new FakeSandbox();
  app = new FakeApp();
  server = await startTestServer({
    SANDBOX_URL: await sandbox.start(),
    SANDBOX_SERVICE_TOKEN,
    APP_URL: await app.start(),
  });
  room = buildRoomName();
  app.problems.set(parseRoomName(room) ?? '', { statement: 'Double it.', tests: SUITE });
});
const peers: Peer[] = [];
afterEach(async () => {
  for (const peer of peers.splice(0)) peer.destroy();
  await server.dispose();
  await Promise.all([sandbox.stop(), app.stop()]);
});

async function join(role: RoomRole): Promise<Peer> {
  const peer = await joinRoom(server.url, await buildParticipant(room, role));
  peers.push(peer);
  return peer;
}

function runTests(peer: Peer): string {
  const requestId = randomUUID();
  peer.say({ type: 'run-tests', requestId, fileId: listFiles(peer.doc)[0]?.id ?? '' });
  return requestId;
}

async function refusalOf(peer: Peer, requestId: string): Promise<string> {
  const find = () => peer.heard('refused').find((one) => one.requestId === requestId);
  await until(() => find() !== undefined, 'the request is refused');
  return find()?.code ?? '';
}

const payloadOf = (bytes: Uint8Array) => JSON.parse(new TextDecoder().decode(bytes));

test('[TST1][TST2][TST3] tests run on the room’s files with the app’s problem; each sees what their role may see', async () => {
  const roles = ['interviewer', 'candidate', 'observer', 'ai'] as const;
  const [ada, bob, watcher, ai] = await Promise.all([
    join(roles[0]),
    join(roles[1]),
    join(roles[2]),
    join(roles[3]),
  ]);
  const byRole = { interviewer: ada, candidate: bob, observer: watcher, ai } as Record<RoomRole, Peer>;
  bob.text.insert(0, '# mine\n');
  await bob.allSaved();
  runTests(bob);
  const tests = await sandbox.testsOf(0);
  expect(sandbox.faults).toBe(0);
  expect(tests.request).toMatchObject({
    interviewId: parseRoomName(room),
    language: 'python',
    entry: 'main.py',
  });
  expect(tests.request.suite).toMatchObject(SUITE);
  expect(tests.request.files[0]?.text).toMatch(/^# mine/);
  tests.emit({ type: 'start', total: 2 });
  tests.emit({ type: 'test_result', result: buildResult() });
  tests.emit({ type: 'test_result', result: HIDDEN });
  for (const peer of peers) await until(() => peer.heard('run-test').length === 2, 'both results are seen');
  const late = {
    interviewer: await join('interviewer'),
    candidate: await join('candidate'),
    observer: await join('observer'),
  };
  tests.emit({ type: 'done', summary: SUMMARY });
  for (const peer of peers) await until(() => peer.heard('run-ended').length === 1, 'the end is seen');
  for (const role of roles) {
    const peer = byRole[role];
    expect(peer.last('run')?.run).toMatchObject({ tests: { total: 2, results: [], summary: null } });
    expect(peer.last('run-ended')).toMatchObject({
      outcome: { type: 'ended', verdict: 'wrong_answer', exitCode: null },
      summary: SUMMARY,
    });
    const [visible, hidden] = peer.heard('run-test').map(({ result }) => result);
    expect(visible).toEqual(buildResult());
    expect(hidden).toEqual(
      role === 'interviewer' ? HIDDEN : { ...HIDDEN, timeMs: null, memoryBytes: null, detail: null },
    );
  }
  const after = {
    interviewer: await join('interviewer'),
    candidate: await join('candidate'),
    ai: await join('ai'),
  };
  for (const [role, peer] of [...Object.entries(late), ...Object.entries(after)]) {
    const results = peer.last('welcome')?.run?.tests?.results;
    expect(results).toHaveLength(2);
    expect(results?.[1]?.detail).toEqual(role === 'interviewer' ? HIDDEN.detail : null);
  }
  // every frame that anybody else ever got, whatever its kind
  for (const peer of peers) {
    const role = peer.last('welcome')?.you.role;
    const all = peer.frames.map((bytes) => Buffer.from(bytes).toString('latin1')).join('\n');
    expect(all.includes(SECRET), role).toBe(role === 'interviewer');
  }
  const kinds = [FRAME_KINDS.testsStarted, FRAME_KINDS.testResult, FRAME_KINDS.testsEnded] as number[];
  const told = (await fetchJournal(server, room)).filter(({ kind }) => kinds.includes(kind));
  expect(told.map(({ kind }) => kind)).toEqual([11, 12, 12, 13]);
  expect(told[0]?.author).toBe(bob.last('welcome')?.you.participantId);
  expect(payloadOf(told[0]?.payload ?? new Uint8Array())).toMatchObject({ byName: 'candidate', total: 2 });
  expect(payloadOf(told[2]?.payload ?? new Uint8Array()).result).toEqual(HIDDEN);
  expect(payloadOf(told[3]?.payload ?? new Uint8Array()).summary).toEqual(SUMMARY);
});

test('[TST4] no tests, an app that is down and a role that may not are refused in words, and nothing runs', async () => {
  const ada = await join('interviewer');
  const watcher = await join('observer');
  expect(await refusalOf(watcher, runTests(watcher))).toBe('forbidden');
  app.problems.delete(parseRoomName(room) ?? '');
  expect(await refusalOf(ada, runTests(ada))).toBe('no_tests');
  app.problems.set(parseRoomName(room) ?? '', { statement: 'Only words.' });
  expect(await refusalOf(ada, runTests(ada))).toBe('no_tests');
  app.problems.set(parseRoomName(room) ?? '', { tests: { kind: 'nonsense' } });
  expect(await refusalOf(ada, runTests(ada))).toBe('internal');
  app.trouble = 500;
  expect(await refusalOf(ada, runTests(ada))).toBe('internal');
  await app.stop();
  expect(await refusalOf(ada, runTests(ada))).toBe('internal');
  expect(ada.last('refused')?.message).toMatch(/tests cannot be fetched/);
  expect(sandbox.tests).toHaveLength(0);
  expect(ada.heard('run')).toHaveLength(0);
});

test('[RUN2][TST5] a program and tests exclude each other, also while the problem is on its way', async () => {
  const ada = await join('interviewer');
  const bob = await join('candidate');
  let release = () => {};
  app.hold = new Promise((resolve) => {
    release = resolve;
  });
  runTests(bob);
  await until(() => app.asked.length === 1, 'the app is asked');
  const requestId = randomUUID();
  ada.say({ type: 'run', requestId, fileId: listFiles(ada.doc)[0]?.id ?? '' });
  expect(await refusalOf(ada, requestId)).toBe('run_in_progress');
  expect(await refusalOf(ada, runTests(ada))).toBe('run_in_progress');
  release();
  const tests = await sandbox.testsOf(0);
  expect(await refusalOf(ada, runTests(ada))).toBe('run_in_progress');
  ada.say({ type: 'stop-run', requestId: randomUUID(), runId: tests.request.runId });
  await until(() => bob.heard('run-ended').length === 1, 'the tests are stopped');
  expect(bob.last('run-ended')).toMatchObject({
    outcome: { type: 'ended', verdict: 'killed' },
    summary: null,
  });
  await until(() => tests.isCancelled, 'the sandbox hears of it');
  runTests(bob);
  await sandbox.testsOf(1);
});

test('[TST6] tests that the sandbox cannot do fail, and so do tests that break off or answer too much', async () => {
  const ada = await join('interviewer');
  const expectFailure = async (n: number, code: string) => {
    await until(() => ada.heard('run-ended').length === n, `failure ${n}`);
    expect(ada.last('run-ended')).toMatchObject({ outcome: { type: 'failed', code }, summary: null });
  };
  runTests(ada);
  (await sandbox.testsOf(0)).emit({ type: 'error', code: 'sandbox_busy', message: 'All runners are busy.' });
  await expectFailure(1, 'sandbox_busy');
  runTests(ada);
  (await sandbox.testsOf(1)).end();
  await expectFailure(2, 'sandbox_unavailable');
  runTests(ada);
  const third = await sandbox.testsOf(2);
  for (let n = 0; n < 3; n++) third.emit({ type: 'test_result', result: buildResult() });
  await expectFailure(3, 'sandbox_unavailable');
});

test('[TST7] after a crash in mid-tests the results so far are still there, and the tests have ended', async () => {
  const ada = await join('interviewer');
  const bob = await join('candidate');
  runTests(bob);
  const tests = await sandbox.testsOf(0);
  tests.emit({ type: 'test_result', result: buildResult() });
  tests.emit({ type: 'test_result', result: HIDDEN });
  await until(() => ada.heard('run-test').length === 2, 'the results are seen');
  await fetchJournal(server, room); // what was said so far is written
  await server.kill9();
  await server.restart();
  for (const peer of [ada, bob]) {
    await until(() => peer.heard('welcome').length === 2, 'they are back');
    const run = peer.last('welcome')?.run;
    expect(run).toMatchObject({ runId: tests.request.runId, outcome: { type: 'failed', code: 'internal' } });
    expect(run?.tests?.results.map(({ verdict }) => verdict)).toEqual(['accepted', 'wrong_answer']);
    expect(run?.tests?.results[1]?.detail).toEqual(peer === ada ? HIDDEN.detail : null);
  }
  const frames = await fetchJournal(server, room);
  expect(frames.filter(({ kind }) => kind === FRAME_KINDS.testResult)).toHaveLength(2);
  expect(frames.filter(({ kind }) => kind === FRAME_KINDS.testsEnded)).toHaveLength(1);
  runTests(bob);
  await sandbox.testsOf(1);
});

test('[TST8] everybody hears when the interviewer changed the problem', async () => {
  const ada = await join('interviewer');
  const watcher = await join('observer');
  expect((await control(server, room, { type: 'problem-changed' })).status).toBe(200);
  for (const peer of [ada, watcher])
    await until(() => peer.heard('problem-changed').length === 1, 'it is heard');
});

test('[LNG1] newcomers hear what the sandbox can run, once the sandbox says it', async () => {
  const python = { id: 'python', version: 'Python 3.11.2', missing: null } as const;
  sandbox.languages = [python, { id: 'rust', version: null, missing: 'apt-get install rustc' }];
  const ada = await join('interviewer');
  await until(() => ada.heard('languages').length === 1, 'the languages are heard');
  expect(ada.last('languages')?.languages).toEqual(sandbox.languages);
  const bob = await join('candidate');
  await until(() => bob.heard('languages').length === 1, 'the second hears them too');
  expect(ada.heard('languages')).toHaveLength(1);
});
