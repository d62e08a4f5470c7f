import { expect, test } from 'vitest';
import { loader as internalProblem } from '#app/routes/api.internal.problem.$interviewId.ts';
import { action as end } from '#app/routes/api.interviews.$interviewId.end.ts';
import { action as decideAction, loader as lobbyList } from '#app/routes/api.lobby.$interviewId.ts';
import { loader as problemOf } from '#app/routes/api.problem.$interviewId.ts';
import { getServiceClient } from '#app/server/supabase.server.ts';
import { problemSchema, problemViewSchema } from '#core/problem.ts';
import { type BuiltInterview, buildInterview, buildStranger, joinBy } from './factories.ts';
import { APP_URL, getHarness } from './harness.ts';
import { signInAs, Visitor } from './visitor.ts';

const PROBLEM = problemSchema.parse({
  statement: 'Add *two* numbers.',
  tests: {
    kind: 'function',
    function: 'add',
    cases: [
      { name: 'Shown', input: [11111, 2], expected: 11113 },
      { name: 'Large', input: [777777, 2], expected: 888888, hidden: true },
    ],
  },
});

async function buildWithProblem(): Promise<BuiltInterview> {
  const interview = await buildInterview();
  const { error } = await getServiceClient()
    .from('interview_problems')
    .insert({ interview_id: interview.id, ...PROBLEM });
  if (error) throw error;
  return interview;
}

const ask = (visitor: Visitor, interviewId: string) =>
  visitor.get(problemOf, `/api/problem/${interviewId}`, { interviewId });

async function admit({ host, id }: BuiltInterview): Promise<void> {
  const params = { interviewId: id };
  const list = await host.get(lobbyList, `/api/lobby/${id}`, params);
  const { participantId } = list.body.waiting[0];
  await host.postJson(decideAction, `/api/lobby/${id}`, { participantId, decision: 'admit' }, params);
}

async function askInternally(interviewId: string, authorization?: string): Promise<Response> {
  const request = new Request(`${APP_URL}/api/internal/problem/${interviewId}`, {
    headers: authorization ? { authorization } : {},
  });
  const args = { request, params: { interviewId }, context: { cspNonce: '', clientAddress: '' } };
  return internalProblem(args);
}

const bearer = () => `Bearer ${getHarness().environment.ROOM_SERVICE_TOKEN}`;

test('[problem] shows interviewers every case', async () => {
  const { id, host } = await buildWithProblem();
  const { status, headers, body } = await ask(host, id);
  expect([status, headers.get('cache-control')]).toEqual([200, 'no-store']);
  const view = problemViewSchema.parse(body);
  expect(view.statement).toBe(PROBLEM.statement);
  expect(view.tests?.call).toBe('add');
  expect(view.tests?.cases.map((one) => one.shown?.expected)).toEqual(['11113', '888888']);
});

test.each(['candidate', 'observer'] as const)(
  '[problem] gives a %s who came by link no trace of a hidden case but its name',
  async (role) => {
    const interview = await buildWithProblem();
    const guest = await joinBy(interview.secrets[role]);
    await admit(interview);
    const { status, body } = await ask(guest, interview.id);
    expect(status).toBe(200);
    const text = JSON.stringify(body);
    expect(text).not.toMatch(/777777|888888/);
    expect(text).toContain('11113');
    expect(problemViewSchema.parse(body).tests?.cases[1]).toEqual({
      index: 1,
      name: 'Large',
      isHidden: true,
      shown: null,
    });
  },
);

test('[problem] gives a reviewer, who observes in the room, no hidden case there', async () => {
  const { id } = await buildWithProblem();
  const { status, body } = await ask(await signInAs('reviewer'), id);
  expect(status).toBe(200);
  expect(JSON.stringify(body)).not.toMatch(/777777|888888/);
});

test('[problem] is for people whom somebody let in, and only until the interview is over', async () => {
  const interview = await buildWithProblem();
  const { id, host } = interview;
  expect((await ask(new Visitor(), id)).status).toBe(401);
  expect((await ask(await buildStranger(), id)).status).toBe(404);
  const guest = await joinBy(interview.secrets.candidate);
  const waiting = await ask(guest, id);
  expect([waiting.status, waiting.body.error.code]).toEqual([403, 'forbidden']);
  expect(JSON.stringify(waiting.body)).not.toContain('Add');
  await admit(interview);
  expect((await ask(guest, id)).status).toBe(200);
  await host.postJson(end, `/api/interviews/${id}/end`, {}, { interviewId: id });
  for (const visitor of [guest, host]) expect((await ask(visitor, id)).status).toBe(410);
});

test('[problem] is empty where nobody wrote one', async () => {
  const { id, host } = await buildInterview();
  expect((await ask(host, id)).body).toEqual({ statement: '', tests: null });
});

test('[problem] goes to the room server whole', async () => {
  const { id } = await buildWithProblem();
  const response = await askInternally(id, bearer());
  expect(response.status).toBe(200);
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(problemSchema.parse(await response.json())).toEqual(PROBLEM);
});

test('[problem] tells the room server when there is none', async () => {
  const { id } = await buildInterview();
  for (const missing of [id, crypto.randomUUID(), 'no-id'])
    expect((await askInternally(missing, bearer())).status).toBe(404);
});

test('[problem] goes to nobody without the service token, signed in or not', async () => {
  const { id, host } = await buildWithProblem();
  const wrong = [
    undefined,
    '',
    'Bearer ',
    `${bearer()}x`,
    bearer().slice(0, -1),
    bearer().replace('Bearer', 'Basic'),
  ];
  for (const authorization of wrong) {
    const response = await askInternally(id, authorization);
    expect(response.status).toBe(401);
    expect(await response.text()).not.toContain('add');
  }
  const path = `/api/internal/problem/${id}`;
  expect((await host.get(internalProblem, path, { interviewId: id })).status).toBe(401);
});
