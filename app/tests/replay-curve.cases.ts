import { expect, test } from 'vitest';
import { readReplayEvents } from '#app/features/replay/replay-requests.ts';
import { action as end } from '#app/routes/api.interviews.$interviewId.end.ts';
import { loader as curve } from '#app/routes/api.replay.$interviewId.curve.ts';
import { getServiceClient } from '#app/server/supabase.server.ts';
import { problemSchema } from '#core/problem.ts';
import { type CurveEvent, curveEventSchema } from '#core/replay-protocol.ts';
import type { RunRequest, Verdict } from '#core/sandbox-protocol.ts';
import type { TestEvent, TestRequest } from '#core/test-protocol.ts';
import { type BuiltInterview, buildInterview } from './factories.ts';
import { APP_URL, getHarness } from './harness.ts';
import { buildViewers, MEMBERS_ONLY, VIEWER_KINDS } from './replay-visitors.ts';
import { makeTape } from './tapes.ts';
import type { Visitor } from './visitor.ts';

/** About a minute and a half of typing, one sign a second: checkpoints at the start, half a minute, a minute, and the end. */
const TYPED = `${'a = 1\n'.repeat(12)}print(a)\n`;

const getCurve = (visitor: Visitor, id: string) =>
  visitor.get(curve, `/api/replay/${id}/curve`, { interviewId: id });

async function eventsOf(text: string): Promise<CurveEvent[]> {
  const events: CurveEvent[] = [];
  for await (const event of readReplayEvents(new Response(text), curveEventSchema)) events.push(event);
  return events;
}

const pointsOf = (events: CurveEvent[]) => events.filter((event) => event.type === 'point');

/** An interview with a visible and a hidden test, whose tape is in its room. */
async function buildTested(typed = TYPED): Promise<BuiltInterview> {
  const interview = await buildInterview();
  getHarness().room.of(interview.id).frames = makeTape(typed);
  const problem = problemSchema.parse({
    statement: 'Print one.',
    tests: {
      kind: 'stdio',
      cases: [
        { name: 'One', stdin: 'the-secret', expected: '1' },
        { name: 'Large', stdin: 'the-secret', expected: '1', hidden: true },
      ],
    },
  });
  const { error } = await getServiceClient()
    .from('interview_problems')
    .insert({ interview_id: interview.id, ...problem });
  if (error) throw error;
  return interview;
}

async function endIt({ id, host }: BuiltInterview): Promise<void> {
  await host.postJson(end, `/api/interviews/${id}/end`, {}, { interviewId: id });
}

/** A sandbox in which both tests pass from the moment that the program prints. */
function answerLikeTests(request: RunRequest | TestRequest): { events: TestEvent[] } {
  const passes = request.files.some(({ text }) => text.includes('print(a)'));
  const verdict: Verdict = passes ? 'accepted' : 'wrong_answer';
  const results: TestEvent[] = ['One', 'Large'].map((name, index) => ({
    type: 'test_result',
    result: {
      index,
      name,
      isHidden: index === 1,
      weight: 1,
      verdict,
      timeMs: 1,
      memoryBytes: null,
      detail: null,
    },
  }));
  const passed = passes ? 2 : 0;
  const summary = { verdict, passed, total: 2, score: passed / 2, timeMs: 2, cpuMs: null, memoryBytes: null };
  return { events: [{ type: 'start', total: 2 }, ...results, { type: 'done', summary }] };
}

test('[curve] tests the files of each checkpoint and tells which cases passed, but not what they are', async () => {
  const interview = await buildTested();
  const { sandbox } = getHarness();
  sandbox.answer = answerLikeTests;
  sandbox.tests.length = 0;
  await endIt(interview);
  const { body } = await getCurve(interview.host, interview.id);
  const events = await eventsOf(body);
  expect(events.at(-1)).toEqual({ type: 'done' });
  const points = pointsOf(events);
  expect(points.map(({ passed, total }) => [passed, total])).toEqual([
    [0, 2],
    [0, 2],
    [0, 2],
    [2, 2],
  ]);
  expect(points.at(-1)?.results).toEqual([
    { index: 0, name: 'One', verdict: 'accepted' },
    { index: 1, name: 'Large', verdict: 'accepted' },
  ]);
  expect(body).not.toContain('the-secret');
  expect(sandbox.tests.map(({ files }) => files[0]?.text.length)).toEqual([0, 29, 59, TYPED.length]);
});

test('[curve] costs nothing the second time, and goes on where it was broken off', async () => {
  const interview = await buildTested();
  const { sandbox } = getHarness();
  sandbox.tests.length = 0;
  await endIt(interview);
  const abort = new AbortController();
  sandbox.answer = (request) => {
    if (sandbox.tests.length < 2) return answerLikeTests(request);
    return { events: [{ type: 'start', total: 2 }], staysOpen: true };
  };
  const request = new Request(`${APP_URL}/api/replay/${interview.id}/curve`, {
    headers: interview.host.request('/').headers,
    signal: abort.signal,
  });
  const context = { cspNonce: '', clientAddress: interview.host.address };
  const response = await curve({ request, params: { interviewId: interview.id }, context });
  const reader = response.body?.getReader();
  const reading = (async () => {
    while (!(await reader?.read())?.done);
  })().catch(() => undefined);
  await sandbox.until(() => sandbox.tests.length === 2);
  const before = sandbox.cancelled;
  abort.abort();
  await reader?.cancel().catch(() => undefined);
  await reading;
  await sandbox.until(() => sandbox.cancelled > before);

  sandbox.answer = answerLikeTests;
  sandbox.tests.length = 0;
  expect(pointsOf(await eventsOf((await getCurve(interview.host, interview.id)).body))).toHaveLength(4);
  expect(sandbox.tests).toHaveLength(3);
  sandbox.tests.length = 0;
  const again = await eventsOf((await getCurve(interview.host, interview.id)).body);
  expect(pointsOf(again).map(({ passed }) => passed)).toEqual([0, 0, 0, 2]);
  expect(sandbox.tests).toHaveLength(0);
});

test('[curve] says why there is none: still going on, no tests, no sandbox', async () => {
  const running = await buildTested();
  expect((await getCurve(running.host, running.id)).status).toBe(409);

  const untested = await buildInterview();
  getHarness().room.of(untested.id).frames = makeTape();
  await endIt(untested);
  expect(await eventsOf((await getCurve(untested.host, untested.id)).body)).toMatchObject([
    { type: 'error', code: 'no_tests' },
  ]);

  getHarness().sandbox.answer = () => ({ status: 503, code: 'sandbox_busy' });
  await endIt(running);
  const events = await eventsOf((await getCurve(running.host, running.id)).body);
  expect(events.at(-1)).toMatchObject({ type: 'error', code: 'sandbox_busy' });
  getHarness().sandbox.answer = answerLikeTests;
  const later = await eventsOf((await getCurve(running.host, running.id)).body);
  expect(later.at(-1)).toEqual({ type: 'done' });
});

test('[curve] is for members', async () => {
  const interview = await buildTested();
  getHarness().sandbox.answer = answerLikeTests;
  const viewers = await buildViewers(interview);
  await endIt(interview);
  for (const kind of VIEWER_KINDS)
    expect((await getCurve(viewers[kind], interview.id)).status, kind).toBe(MEMBERS_ONLY[kind]);
});
