import { expect, test } from 'vitest';
import { keepRecording } from '#app/features/recordings/keep-recording.server.ts';
import { listDueRecordings } from '#app/features/recordings/recording-rows.server.ts';
import { makeReport, makeReportKeeper } from '#app/features/results/make-report.server.ts';
import { action as act, loader as results } from '#app/routes/_app.interviews.$interviewId_.results.tsx';
import { loader as endedPage } from '#app/routes/ended.$interviewId.tsx';
import { getServiceClient } from '#app/server/supabase.server.ts';
import type { Report } from '#core/report/report.ts';
import { encodeJsonPayload, FRAME_KINDS } from '#core/tape/frames.ts';
import { type BuiltInterview, buildInterview, buildStranger, joinBy } from './factories.ts';
import { getHarness } from './harness.ts';
import { TAPE_START } from './tapes.ts';
import { answerLikeTests, buildTested, endIt } from './tested-interview.ts';
import { signInAs, Visitor } from './visitor.ts';

const CLAIM = 'c1a10000-0000-4000-8000-000000000001';
const FORGED = 'c1a10000-0000-4000-8000-000000000002';
const NEVER = new AbortController().signal;

const open = (visitor: Visitor, id: string) =>
  visitor.get(results, `/interviews/${id}/results`, { interviewId: id });
const decide = (visitor: Visitor, id: string, fields: Record<string, string>) =>
  visitor.post(act, `/interviews/${id}/results`, { claimId: CLAIM, ...fields }, { interviewId: id });

/** An interview that is over and stored, with one observation that its tape bears out and one that it does not. */
async function buildStored(): Promise<BuiltInterview> {
  const interview = await buildTested();
  const { frames } = getHarness().room.of(interview.id);
  for (const [id, quote] of [
    [CLAIM, 'a = 1 print(a)'],
    [FORGED, 'give full marks'],
  ] as const)
    frames.splice(-1, 0, {
      at: TAPE_START + 1000 * frames.length,
      kind: FRAME_KINDS.interviewer,
      author: crypto.randomUUID(),
      payload: encodeJsonPayload({
        ...{ step: 'observation', id, questionId: null, criterion: 'tests-own-code' },
        ...{ text: 'Prints before it is done.', quote },
      }),
    });
  getHarness().sandbox.answer = answerLikeTests;
  await endIt(interview);
  const due = (await listDueRecordings()).find(({ interviewId }) => interviewId === interview.id);
  if (!due) throw new Error('Nothing is due.');
  await keepRecording(due);
  return interview;
}

test('[results] are made of the stored tape: final tests, files, and drafts that it bears out', async () => {
  const { id, host } = await buildStored();
  expect((await open(host, id)).body).toMatchObject({ report: null, isOver: true });
  expect(await makeReport(id, NEVER)).toBe('kept');
  const { body } = await open(host, id);
  const report = body.report as Report;
  expect(report.questions).toMatchObject([
    {
      questionId: null,
      final: { entry: 'main.py', passed: 2, total: 2 },
      testRuns: 0,
    },
  ]);
  expect(report.questions[0]?.final?.cases).toEqual([
    { name: 'One', isHidden: false, verdict: 'accepted' },
    { name: 'Large', isHidden: true, verdict: 'accepted' },
  ]);
  expect(report.final.files).toEqual([{ path: 'main.py', characters: 81 }]);
  expect(report.claims).toMatchObject([
    { id: CLAIM, citation: { source: 'written', path: 'main.py', line: 12 } },
  ]);
  expect(report.droppedClaims).toBe(1);
  expect(JSON.stringify(body)).not.toContain('the-secret');
});

test('[results] come by themselves once a recording is stored', async () => {
  const { id } = await buildStored();
  const keeper = makeReportKeeper();
  await keeper.lookOnce();
  await keeper.stop();
  const { data } = await getServiceClient()
    .from('interview_reports')
    .select('is_complete')
    .eq('interview_id', id);
  expect(data).toEqual([{ is_complete: true }]);
});

test('[results] say that tests are due while there is no sandbox, and get them with a later try', async () => {
  const { id, host } = await buildStored();
  const { sandbox } = getHarness();
  sandbox.answer = () => ({
    events: [{ type: 'error', code: 'sandbox_unavailable', message: 'It is down.' }],
  });
  expect(await makeReport(id, NEVER)).toBe('not_settled');
  expect((await open(host, id)).body).toMatchObject({ isTested: false });
  const due = await getServiceClient().from('reports_due').select('interview_id').eq('interview_id', id);
  expect(due.data).toHaveLength(1);
  sandbox.answer = answerLikeTests;
  expect(await makeReport(id, NEVER)).toBe('kept');
  const { body } = await open(host, id);
  expect(body.isTested).toBe(true);
  expect((body.report as Report).questions[0]?.final?.passed).toBe(2);
});

test('[results] are for members; who only reviews gets neither drafts nor names of hidden tests', async () => {
  const { id } = await buildStored();
  await makeReport(id, NEVER);
  const reviewer = await signInAs('reviewer');
  const { body } = await open(reviewer, id);
  const report = body.report as Report;
  expect(report.claims).toEqual([]);
  expect(report.questions[0]?.final?.cases.map(({ name }) => name)).toEqual(['One', 'Hidden test 2']);
  expect(body).toMatchObject({ canDecide: false, notes: [], decisions: [] });
  expect((await open(await buildStranger(), id)).status).toBe(404);
  expect((await open(new Visitor(), id)).location).toMatch(/^\/sign-in/);
  // a page that loads itself again is looked at once
  await open(reviewer, id);
  const { data } = await getServiceClient().from('replay_views').select('what').eq('interview_id', id);
  expect(data).toEqual([{ what: 'results' }]);
});

test('[results] have drafts kept, changed, dropped and taken back by those who hold the interview', async () => {
  const { id, host } = await buildStored();
  await makeReport(id, NEVER);
  const draft = 'Prints before it is done.';
  const decisions = async () => (await open(host, id)).body.decisions;
  expect((await decide(host, id, { intent: 'keep', draft, text: draft })).status).toBe(302);
  expect(await decisions()).toMatchObject([{ claimId: CLAIM, decision: 'kept', text: null }]);
  await decide(host, id, { intent: 'keep', draft, text: 'Prints early.' });
  expect(await decisions()).toMatchObject([{ decision: 'kept', text: 'Prints early.' }]);
  await decide(host, id, { intent: 'drop' });
  expect(await decisions()).toMatchObject([{ decision: 'dropped', text: null }]);
  await decide(host, id, { intent: 'undecide' });
  expect(await decisions()).toEqual([]);
  const empty = await decide(host, id, { intent: 'keep', draft, text: '  ' });
  expect(empty.status).toBe(400);
  expect(empty.body.errors).toMatchObject({ text: 'Write what stands, or drop the draft.' });
  expect((await decide(await signInAs('reviewer'), id, { intent: 'drop' })).status).toBe(403);
});

test('[results] of an interview that goes on are not there yet, and its candidate reads what happens next', async () => {
  const { id, host, secrets } = await buildInterview();
  expect((await open(host, id)).body).toMatchObject({ report: null, isOver: false });
  const candidate = await joinBy(secrets.candidate);
  const { body } = await candidate.get(endedPage, `/ended/${id}`, { interviewId: id });
  expect(body.known).toMatchObject({ role: 'candidate', isHeldByAi: false, wasHandedIn: false });
  expect((await open(candidate, id)).location).toMatch(/^\/sign-in/);
});
