import { expect, test } from 'vitest';
import { readReplayEvents } from '#app/features/replay/replay-requests.ts';
import { loader as curve } from '#app/routes/api.replay.$interviewId.curve.ts';
import { type CurveEvent, curveEventSchema } from '#core/replay-protocol.ts';
import { buildInterview } from './factories.ts';
import { APP_URL, getHarness } from './harness.ts';
import { buildViewers, MEMBERS_ONLY, VIEWER_KINDS } from './replay-visitors.ts';
import { makeTape } from './tapes.ts';
import { answerLikeTests, buildTested, endIt, TYPED } from './tested-interview.ts';
import type { Visitor } from './visitor.ts';

const getCurve = (visitor: Visitor, id: string) =>
  visitor.get(curve, `/api/replay/${id}/curve`, { interviewId: id });

async function eventsOf(text: string): Promise<CurveEvent[]> {
  const events: CurveEvent[] = [];
  for await (const event of readReplayEvents(new Response(text), curveEventSchema)) events.push(event);
  return events;
}

const pointsOf = (events: CurveEvent[]) => events.filter((event) => event.type === 'point');

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
