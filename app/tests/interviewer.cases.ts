import { decodeJwt } from 'jose';
import { expect, test } from 'vitest';
import { loader as interviewPage } from '#app/routes/_app.interviews.$interviewId.tsx';
import { action as briefOf } from '#app/routes/api.internal.interviewer.$interviewId.brief.ts';
import { action as tokenOf } from '#app/routes/api.internal.interviewer.$interviewId.token.ts';
import { action as usageOf } from '#app/routes/api.internal.interviewer.$interviewId.usage.ts';
import { action as claims, loader as claimsByGet } from '#app/routes/api.internal.interviewer.claims.ts';
import { action as statusOf } from '#app/routes/api.internal.status.$interviewId.ts';
import { getServiceClient } from '#app/server/supabase.server.ts';
import { briefSchema, claimReplySchema, interviewerTokenSchema } from '#core/interviewer-service.ts';
import { NO_USAGE } from '#core/model-usage.ts';
import { makeRoomName } from '#core/room-name.ts';
import { buildInterview, buildStranger } from './factories.ts';
import { ROOM_SERVICE_TOKEN } from './fake-rooms.ts';
import { APP_URL, INTERVIEWER_SERVICE_TOKEN } from './harness.ts';
import { buildPublished } from './questions.ts';
import { signInAs, type Visitor } from './visitor.ts';

type Route = typeof claims;

/** A request as a process that interviews sends it. */
async function post(
  route: Route,
  body: unknown,
  { interviewId = '', bearer = INTERVIEWER_SERVICE_TOKEN }: { interviewId?: string; bearer?: string | null },
) {
  const request = new Request(`${APP_URL}/api/internal/interviewer`, {
    method: 'POST',
    headers: bearer === null ? {} : { authorization: `Bearer ${bearer}` },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const context = { cspNonce: '', clientAddress: '127.0.0.1' };
  let response: Response;
  try {
    response = await route({ request, params: { interviewId }, context });
  } catch (thrown) {
    if (!(thrown instanceof Response)) throw thrown;
    response = thrown;
  }
  const text = await response.text();
  return { status: response.status, text, body: JSON.parse(text) };
}

const claim = async (host: string, change: { held?: string[]; released?: string[]; room?: number } = {}) =>
  claimReplySchema.parse((await post(claims, { host, held: [], room: 0, ...change }, {})).body);

/** An interview whose candidate is in, and which nothing but an AI interviewer holds; no other one waits. */
async function buildWaiting(questions: string[] = [], fields: Record<string, string> = {}): Promise<string> {
  const service = getServiceClient();
  await service.from('interviews').update({ interviewer_mind: null }).not('interviewer_mind', 'is', null);
  const { id } = await buildInterview({ questions: questions.join(','), ...fields });
  const { error } = await service
    .from('interviews')
    .update({ interviewer_mind: 'scripted', is_candidate_in: true })
    .eq('id', id);
  if (error) throw error;
  return id;
}

async function buildHeld(
  questions: string[] = [],
  fields: Record<string, string> = {},
): Promise<{ interviewId: string; host: string }> {
  const host = crypto.randomUUID();
  const interviewId = await buildWaiting(questions, fields);
  expect((await claim(host, { room: 1 })).granted).toEqual([interviewId]);
  return { interviewId, host };
}

const newUsage = (host: string, id = crypto.randomUUID()) => ({
  host,
  id,
  model: 'a-model',
  turns: 1,
  inputTokens: 1000,
  cachedInputTokens: 600,
  outputTokens: 50,
  costMicros: 4200,
});

/** Speech is paid for beside answers: it is none itself. */
const newSpeech = (host: string) => ({ ...NO_USAGE, host, id: crypto.randomUUID() });

const ROUTES: [string, Route, (host: string) => unknown][] = [
  ['claims', claims, (host) => ({ host, held: [], room: 1 })],
  ['token', tokenOf, (host) => ({ host })],
  ['brief', briefOf, (host) => ({ host })],
  ['usage', usageOf, (host) => newUsage(host)],
];

test.each(ROUTES)('[interviewer] %s is for the interviewers’ token alone', async (_, route, makeBody) => {
  const { interviewId, host } = await buildHeld();
  for (const bearer of [null, 'another-token-of-tests', ROOM_SERVICE_TOKEN, ''])
    expect((await post(route, makeBody(host), { interviewId, bearer })).status).toBe(401);
  expect((await post(route, makeBody(host), { interviewId })).status).toBe(200);
});

test('[interviewer] opens with its token nothing that is the room’s', async () => {
  const { interviewId } = await buildHeld();
  expect((await post(statusOf, {}, { interviewId })).status).toBe(401);
  expect((await post(statusOf, {}, { interviewId, bearer: ROOM_SERVICE_TOKEN })).status).toBe(400);
});

test.each(ROUTES)('[interviewer] %s refuses what it cannot read', async (_, route) => {
  const { interviewId, host } = await buildHeld();
  for (const body of ['', '[', {}, { host: 'no-id' }, { host, held: 'all', extra: 1 }])
    expect((await post(route, body, { interviewId })).status).toBe(400);
  expect(claimsByGet().status).toBe(405);
});

test.each(ROUTES.slice(1))(
  '[interviewer] %s is for the process that holds the interview',
  async (_, route, makeBody) => {
    const { interviewId, host } = await buildHeld();
    const stranger = crypto.randomUUID();
    expect((await post(route, makeBody(stranger), { interviewId })).status).toBe(409);
    expect((await post(route, makeBody(host), { interviewId: crypto.randomUUID() })).status).toBe(409);
    expect((await post(route, makeBody(host), { interviewId: 'no-id' })).status).toBe(404);
    const past = new Date(Date.now() - 1000).toISOString();
    await getServiceClient().from('interviewer_leases').update({ expires_at: past }).eq('host', host);
    expect((await post(route, makeBody(host), { interviewId })).status).toBe(409);
  },
);

test('[interviewer] is given each interview once, however many processes ask at once', async () => {
  const id = await buildWaiting();
  const hosts = Array.from({ length: 8 }, () => crypto.randomUUID());
  const replies = await Promise.all(hosts.map((host) => claim(host, { room: 5 })));
  expect(replies.flatMap(({ granted }) => granted)).toEqual([id]);
});

test('[interviewer] that died loses its interview to the next process, and hears of it', async () => {
  const { interviewId, host } = await buildHeld();
  const next = crypto.randomUUID();
  expect((await claim(next, { room: 1 })).granted).toEqual([]);
  const past = new Date(Date.now() - 1000).toISOString();
  await getServiceClient().from('interviewer_leases').update({ expires_at: past }).eq('host', host);
  expect((await claim(next, { room: 1 })).granted).toEqual([interviewId]);
  expect((await claim(host, { held: [interviewId] })).held).toEqual([]);
  expect((await post(tokenOf, { host }, { interviewId })).status).toBe(409);
  expect((await post(tokenOf, { host: next }, { interviewId })).status).toBe(200);
});

test('[interviewer] is one participant of its interview, whichever process comes', async () => {
  const { interviewId, host } = await buildHeld();
  const answers = await Promise.all([1, 2, 3].map(() => post(tokenOf, { host }, { interviewId })));
  const tokens = answers.map(({ body }) => interviewerTokenSchema.parse(body));
  const said = tokens.map(({ token }) => decodeJwt(token));
  expect(new Set(said.map(({ sub }) => sub)).size).toBe(1);
  expect(said[0]).toMatchObject({ role: 'ai', name: 'AI interviewer', room: makeRoomName(interviewId) });
  expect(tokens[0]?.room).toBe(makeRoomName(interviewId));
  expect(tokens[0]?.expiresAt).toBeGreaterThan(Date.now());
});

test('[interviewer] gets no token for an interview that is over', async () => {
  const { interviewId, host } = await buildHeld();
  await getServiceClient().from('interviews').update({ status: 'completed' }).eq('id', interviewId);
  expect((await post(tokenOf, { host }, { interviewId })).status).toBe(410);
  expect((await claim(crypto.randomUUID(), { room: 5 })).granted).toEqual([]);
});

test('[interviewer] is told how to ask its questions, and nothing that gives an answer away', async () => {
  const question = {
    starters: { python: [{ path: 'main.py', text: '# the-starter\n' }] },
    solutions: { python: [{ path: 'main.py', text: '# the-solution\n' }] },
    tests: {
      kind: 'function' as const,
      function: 'double',
      cases: [
        { name: 'the-shown-case', input: [770077], expected: 1540154 },
        { name: 'the-hidden-case', input: [880088], expected: 1760176, hidden: true },
      ],
    },
    hints: ['the-hint', 'the-other-hint'],
  };
  const [coding, talk] = [
    await buildPublished(question),
    await buildPublished({
      title: 'An outage',
      kind: 'behavioural',
      tests: null,
      starters: {},
      solutions: {},
    }),
  ];
  const { interviewId, host } = await buildHeld([talk, coding]);
  const { status, text, body } = await post(briefOf, { host }, { interviewId });
  expect(status).toBe(200);
  const brief = briefSchema.parse(body);
  expect(brief).toMatchObject({
    organisationName: 'Acme Interviews',
    candidateName: 'Casey Candidate',
    language: 'python',
    mind: 'scripted',
    usage: { turns: 0, costMicros: 0 },
  });
  expect(brief.questions).toMatchObject([
    { questionId: talk, title: 'An outage', hasTests: false },
    {
      questionId: coding,
      guide: 'the-guide',
      followUps: ['What about text?'],
      rubric: [{ id: 'correct' }],
      hintCount: 2,
      hasTests: true,
    },
  ]);
  expect(text).not.toMatch(/the-starter|the-solution|-case|770077|880088|1540154|1760176|-hint/);
});

test('[interviewer] chooses the next question by how it goes where that was ticked, and nowhere else', async () => {
  const questions = [await buildPublished(), await buildPublished({ difficulty: 'hard', tags: ['graphs'] })];
  for (const fields of [{ isAdaptive: 'on' }, {}]) {
    const { interviewId, host } = await buildHeld(questions, fields);
    const brief = briefSchema.parse((await post(briefOf, { host }, { interviewId })).body);
    expect(brief.isAdaptive).toBe('isAdaptive' in fields);
    expect(brief.questions.map(({ questionId }) => questionId)).toEqual(questions);
    expect(brief.questions[1]).toMatchObject({ difficulty: 'hard', tags: ['graphs'] });
  }
});

test('[interviewer] reports what an answer cost, and a report sent twice counts once', async () => {
  const { interviewId, host } = await buildHeld();
  const report = newUsage(host);
  await Promise.all([1, 2].map(() => post(usageOf, report, { interviewId })));
  expect((await post(usageOf, report, { interviewId })).status).toBe(200);
  await post(usageOf, newUsage(host), { interviewId });
  const { body } = await post(briefOf, { host }, { interviewId });
  expect(briefSchema.parse(body).usage).toEqual({
    turns: 2,
    inputTokens: 2000,
    cachedInputTokens: 1200,
    outputTokens: 100,
    costMicros: 8400,
  });
});

test('[interviewer] tells what its speech cost as well, and members read all of it on the interview’s page', async () => {
  const { interviewId, host } = await buildHeld();
  const speech = (model: string, costMicros: number) => ({ ...newSpeech(host), model, costMicros });
  for (const report of [newUsage(host), speech('whisper-1', 600), speech('gpt-4o-mini-tts', 850)])
    expect((await post(usageOf, report, { interviewId })).status).toBe(200);
  await getServiceClient().from('interviews').update({ status: 'completed' }).eq('id', interviewId);
  const look = (visitor: Visitor) =>
    visitor.get(interviewPage, `/interviews/${interviewId}`, { interviewId });
  expect((await look(await signInAs('reviewer'))).body.interviewer.usage).toEqual({
    usage: { turns: 1, inputTokens: 1000, cachedInputTokens: 600, outputTokens: 50, costMicros: 5650 },
    models: ['a-model', 'gpt-4o-mini-tts', 'whisper-1'],
  });
  expect((await look(await buildStranger())).status).toBe(404);
});
