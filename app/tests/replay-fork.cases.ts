import { expect, test } from 'vitest';
import { readReplayEvents } from '#app/features/replay/replay-requests.ts';
import { action as run } from '#app/routes/api.replay.$interviewId.run.ts';
import { action as tests } from '#app/routes/api.replay.$interviewId.tests.ts';
import { getServiceClient } from '#app/server/supabase.server.ts';
import { problemSchema } from '#core/problem.ts';
import { type RunEvent, runEventSchema } from '#core/sandbox-protocol.ts';
import { encodeJsonPayload, FRAME_KINDS, SYSTEM_AUTHOR } from '#core/tape/frames.ts';
import { type TestEvent, testEventSchema } from '#core/test-protocol.ts';
import { buildInterview } from './factories.ts';
import { APP_URL, getHarness } from './harness.ts';
import { buildPublished } from './questions.ts';
import { buildViewers, MEMBERS_ONLY, VIEWER_KINDS } from './replay-visitors.ts';
import { signInAs, type Visitor } from './visitor.ts';

const COPY = { language: 'python', entry: 'main.py', files: [{ path: 'main.py', text: 'print(1)' }] };

const ENDED: RunEvent = {
  type: 'ended',
  verdict: 'accepted',
  exitCode: 0,
  signal: null,
  timeMs: 1,
  cpuMs: 1,
  memoryBytes: 1,
  outputTruncated: false,
};

const HIDDEN: TestEvent = {
  type: 'test_result',
  result: {
    index: 0,
    name: 'Large',
    isHidden: true,
    weight: 1,
    verdict: 'accepted',
    timeMs: 3,
    memoryBytes: null,
    detail: { input: 'the-secret', expected: 'the-secret', actual: '1', stdout: '', message: '' },
  },
};

const DONE: TestEvent = {
  type: 'done',
  summary: {
    verdict: 'accepted',
    passed: 1,
    total: 1,
    score: 1,
    timeMs: 3,
    cpuMs: null,
    memoryBytes: null,
  },
};

const runIn = (visitor: Visitor, id: string, body: unknown = COPY) =>
  visitor.postJson(run, `/api/replay/${id}/run`, body, { interviewId: id });

const testIn = (visitor: Visitor, id: string) =>
  visitor.postJson(tests, `/api/replay/${id}/tests`, COPY, { interviewId: id });

async function readAll<T>(text: string, schema: Parameters<typeof readReplayEvents<T>>[1]): Promise<T[]> {
  const events: T[] = [];
  for await (const event of readReplayEvents(new Response(text), schema)) events.push(event);
  return events;
}

async function addTests(interviewId: string): Promise<void> {
  const problem = problemSchema.parse({
    statement: 'Add.',
    tests: { kind: 'stdio', cases: [{ name: 'Large', stdin: '1', expected: '1', hidden: true }] },
  });
  await getServiceClient()
    .from('interview_problems')
    .insert({ interview_id: interviewId, ...problem });
}

test('[fork] runs for members and for nobody else, in a queue for each of them, and is logged', async () => {
  const interview = await buildInterview();
  const { sandbox } = getHarness();
  sandbox.runs.length = 0;
  sandbox.answer = () => ({ events: [{ type: 'started' }, ENDED] });
  const viewers = await buildViewers(interview);
  for (const kind of VIEWER_KINDS) {
    const answer = await runIn(viewers[kind], interview.id);
    expect(answer.status, kind).toBe(MEMBERS_ONLY[kind]);
    if (answer.status !== 200) continue;
    expect(answer.headers.get('content-type')).toContain('text/event-stream');
    expect(await readAll(answer.body, runEventSchema)).toEqual([{ type: 'started' }, ENDED]);
  }
  expect(sandbox.runs).toHaveLength(3);
  expect(sandbox.runs[0]).toMatchObject({ ...COPY, stdin: '', isInteractive: false });
  const queues = new Set(sandbox.runs.map(({ interviewId }) => interviewId));
  expect(queues.size).toBe(3);
  expect(queues.has(interview.id)).toBe(false);
  const { data } = await getServiceClient()
    .from('replay_views')
    .select('id')
    .eq('interview_id', interview.id)
    .eq('what', 'fork');
  expect(data).toHaveLength(3);
});

test('[fork] tests with the problem of now, and shows of a hidden case what the role may see', async () => {
  const interview = await buildInterview();
  const { sandbox } = getHarness();
  sandbox.answer = () => ({ events: [{ type: 'start', total: 1 }, HIDDEN, DONE] });
  const none = await testIn(interview.host, interview.id);
  expect([none.status, none.body.error.code]).toEqual([409, 'no_tests']);
  await addTests(interview.id);
  const whole = await readAll((await testIn(interview.host, interview.id)).body, testEventSchema);
  expect(whole).toEqual([{ type: 'start', total: 1 }, HIDDEN, DONE]);
  const cut = (await testIn(await signInAs('reviewer'), interview.id)).body;
  expect(cut).not.toContain('the-secret');
  expect((await readAll<TestEvent>(cut, testEventSchema)).map(({ type }) => type)).toEqual([
    'start',
    'test_result',
    'done',
  ]);
  const viewers = await buildViewers(interview);
  for (const kind of VIEWER_KINDS)
    expect((await testIn(viewers[kind], interview.id)).status, kind).toBe(MEMBERS_ONLY[kind]);
});

test('[fork] ends with a last event whatever the sandbox does', async () => {
  const { id, host } = await buildInterview();
  const { sandbox } = getHarness();
  const lastOf = async () => (await readAll<RunEvent>((await runIn(host, id)).body, runEventSchema)).at(-1);
  sandbox.answer = () => ({ status: 503, code: 'sandbox_busy' });
  expect(await lastOf()).toMatchObject({ type: 'failed', code: 'sandbox_busy' });
  sandbox.answer = () => ({ status: 500, code: 'internal' });
  expect(await lastOf()).toMatchObject({ type: 'failed', code: 'sandbox_unavailable' });
  sandbox.answer = () => ({ events: [{ type: 'started' }] });
  expect(await lastOf()).toMatchObject({ type: 'failed', code: 'sandbox_unavailable' });
});

test('[fork] stops when whoever asked for it goes away', async () => {
  const { id, host } = await buildInterview();
  const { sandbox } = getHarness();
  sandbox.answer = () => ({ events: [{ type: 'started' }], staysOpen: true });
  const abort = new AbortController();
  const request = new Request(`${APP_URL}/api/replay/${id}/run`, {
    method: 'POST',
    headers: host.request('/').headers,
    body: JSON.stringify(COPY),
    signal: abort.signal,
  });
  const context = { cspNonce: '', clientAddress: host.address };
  const response = await run({ request, params: { interviewId: id }, context });
  const reader = response.body?.getReader();
  await reader?.read();
  const before = sandbox.cancelled;
  abort.abort();
  await sandbox.until(() => sandbox.cancelled > before);
  expect(sandbox.cancelled).toBe(before + 1);
});

test.each([
  ['an entry that is not among the files', { ...COPY, entry: 'other.py' }, 400],
  ['two files of one path', { ...COPY, files: [...COPY.files, ...COPY.files] }, 400],
  ['no files', { ...COPY, files: [] }, 400],
  ['a path that climbs out', { ...COPY, entry: '../a', files: [{ path: '../a', text: '' }] }, 400],
  ['more than a document', { ...COPY, stdin: 'x'.repeat(9 * 1024 * 1024) }, 413],
])('[fork] of %s is refused', async (_name, body, status) => {
  const { id, host } = await buildInterview();
  const before = getHarness().sandbox.runs.length;
  expect((await runIn(host, id, body)).status).toBe(status);
  expect(getHarness().sandbox.runs).toHaveLength(before);
});

test('[fork] of a file in a question’s folder is tested with that question, in that folder', async () => {
  const interview = await buildInterview();
  const questionId = await buildPublished();
  const { error } = await getServiceClient()
    .from('interview_questions')
    .insert({ interview_id: interview.id, position: 0, question_id: questionId, version: 1 });
  expect(error).toBeNull();
  const asked = { event: 'asked', questionId, title: 'Double a number', folder: '1-double-a-number' };
  getHarness().room.of(interview.id).frames = [
    { at: 1, kind: FRAME_KINDS.question, author: SYSTEM_AUTHOR, payload: encodeJsonPayload(asked) },
  ];
  const { sandbox } = getHarness();
  sandbox.answer = () => ({ events: [DONE] });
  sandbox.tests.length = 0;
  const path = `/api/replay/${interview.id}/tests`;
  const copy = {
    ...COPY,
    entry: '1-double-a-number/main.py',
    files: [...COPY.files, { path: '1-double-a-number/main.py', text: 'own' }],
  };
  expect((await interview.host.postJson(tests, path, copy, { interviewId: interview.id })).status).toBe(200);
  expect(sandbox.tests[0]).toMatchObject({
    entry: 'main.py',
    files: [{ path: 'main.py', text: 'own' }],
    suite: { function: 'double' },
  });
  expect((await testIn(interview.host, interview.id)).status).toBe(409);
});
