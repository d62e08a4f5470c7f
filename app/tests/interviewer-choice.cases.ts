import { expect, test } from 'vitest';
import {
  action as interviewAction,
  loader as interviewPage,
} from '#app/routes/_app.interviews.$interviewId.tsx';
import { action as create } from '#app/routes/_app.interviews.new.tsx';
import { action as askToken } from '#app/routes/api.room-token.$interviewId.ts';
import { action as joinAction, loader as joinPage } from '#app/routes/join.$secret.tsx';
import { getServiceClient } from '#app/server/supabase.server.ts';
import { CONSENT_POINTS, CONSENT_VERSION, consentFor } from '#core/consent.ts';
import { buildInterview, buildStranger, joinBy } from './factories.ts';
import { uniqueEmail } from './harness.ts';
import { buildPublished } from './questions.ts';
import { signInAs, Visitor } from './visitor.ts';

const FORM = {
  title: 'Held by an AI',
  candidateName: 'Casey',
  candidateEmail: '',
  language: 'python',
  scheduledAt: '',
  timeZone: 'UTC',
};

const read = async (interviewId: string) => {
  const { data, error } = await getServiceClient()
    .from('interviews')
    .select('interviewer_mind, is_candidate_in')
    .eq('id', interviewId)
    .single();
  if (error) throw error;
  return data;
};

const AI_CONSENT = consentFor({ isHeldByAi: true, allowsAssistant: false, recordsCall: false });

const peopleOf = async (interviewId: string) => {
  const { data } = await getServiceClient()
    .from('participants')
    .select('id, role, admission, consent_version')
    .eq('interview_id', interviewId)
    .order('created_at');
  return data ?? [];
};

const choose = (by: Visitor, interviewId: string, mind: string) =>
  by.post(interviewAction, `/interviews/${interviewId}`, { intent: 'interviewer', mind }, { interviewId });

const buildHeldByAi = async (change: Record<string, string> = {}) =>
  buildInterview({ mind: 'scripted', questions: await buildPublished(), ...change });

test('[interviewer] is chosen with a new interview; people are, where nothing is said', async () => {
  expect((await read((await buildHeldByAi({ mind: 'auto' })).id)).interviewer_mind).toBe('auto');
  expect((await read((await buildInterview()).id)).interviewer_mind).toBeNull();
  expect((await read((await buildInterview({ mind: '' })).id)).interviewer_mind).toBeNull();
});

test('[interviewer] needs a question, and a form without one keeps what was typed', async () => {
  const host = await signInAs('interviewer');
  const fields = { ...FORM, title: 'An AI without questions', mind: 'claude' };
  const answer = await host.post(create, '/interviews/new', fields);
  expect([answer.status, answer.body.errors]).toEqual([
    400,
    { mind: expect.stringContaining('at least one question') },
  ]);
  expect(answer.body.values).toMatchObject(fields);
  expect(
    (await host.post(create, '/interviews/new', { ...FORM, mind: 'a-parrot' })).body.errors.mind,
  ).toBeDefined();
  const made = await getServiceClient().from('interviews').select('id').eq('title', fields.title);
  expect(made.data).toEqual([]);
});

test('[interviewer] can change while the interview has not begun, by those who interview', async () => {
  const { id, host } = await buildInterview();
  const refused = await choose(host, id, 'scripted');
  expect([refused.status, refused.body.errors.mind]).toEqual([
    409,
    expect.stringContaining('at least one question'),
  ]);
  const question = await buildPublished();
  const plan = (before: string, after: string) =>
    host.post(interviewAction, `/interviews/${id}`, { intent: 'plan', before, after }, { interviewId: id });
  await plan('', question);
  expect((await choose(host, id, 'scripted')).location).toBe(`/interviews/${id}?saved=1`);
  const page = await host.get(interviewPage, `/interviews/${id}`, { interviewId: id });
  expect(page.body.interviewer).toMatchObject({
    mind: 'scripted',
    isEditable: true,
    usage: { usage: { turns: 0, costMicros: 0 }, models: [] },
  });
  expect((await plan(question, '')).body.errors.plan).toContain('at least one question');
  expect((await choose(await signInAs('reviewer'), id, '')).status).toBe(403);
  expect((await choose(await buildStranger(), id, '')).status).toBe(404);
  expect((await choose(host, id, '')).status).toBe(302);
  expect((await read(id)).interviewer_mind).toBeNull();
});

test('[interviewer] stays once the candidate was let in', async () => {
  const { id, host, secrets } = await buildHeldByAi();
  await joinBy(secrets.candidate);
  const answer = await choose(host, id, '');
  expect([answer.status, answer.body.errors.mind]).toEqual([409, expect.stringContaining('has begun')]);
  expect((await read(id)).interviewer_mind).toBe('scripted');
});

test('[interviewer] that is an AI is named before anybody agrees, and the text agreed to is another one', async () => {
  const { id, secrets } = await buildHeldByAi();
  const page = await new Visitor().get(joinPage, '/join/x', { secret: secrets.candidate });
  expect(page.body.isHeldByAi).toBe(true);
  expect(page.body.consentPoints).toEqual(AI_CONSENT.points);
  await joinBy(secrets.candidate);
  expect((await peopleOf(id))[0]?.consent_version).toBe(AI_CONSENT.version);
  expect(AI_CONSENT.version).not.toBe(CONSENT_VERSION);
  const people = await buildInterview();
  const other = await new Visitor().get(joinPage, '/join/x', { secret: people.secrets.candidate });
  expect([other.body.isHeldByAi, other.body.consentPoints]).toEqual([false, [...CONSENT_POINTS]]);
});

test('[interviewer] that is an AI lets its candidate in at once, and observers wait for a person', async () => {
  const { id, secrets } = await buildHeldByAi();
  const candidate = new Visitor();
  const fields = { name: 'Casey', consent: 'on' };
  const answer = await candidate.post(joinAction, '/join/x', fields, { secret: secrets.candidate });
  expect(answer.location).toBe(`/room/${id}`);
  expect((await read(id)).is_candidate_in).toBe(true);
  const token = await candidate.post(askToken, `/api/room-token/${id}`, {}, { interviewId: id });
  expect(token.status).toBe(200);
  await joinBy(secrets.observer, 'Olive');
  expect(await peopleOf(id)).toMatchObject([
    { role: 'candidate', admission: 'admitted' },
    { role: 'observer', admission: 'waiting' },
  ]);
});

test('[interviewer] that is an AI lets nobody in who is in another interview, and says so', async () => {
  const candidateEmail = uniqueEmail('candidate');
  const [one, other] = [await buildHeldByAi({ candidateEmail }), await buildHeldByAi({ candidateEmail })];
  await joinBy(one.secrets.candidate);
  const fields = { name: 'Casey Again', consent: 'on' };
  const answer = await new Visitor().post(joinAction, '/join/x', fields, { secret: other.secrets.candidate });
  expect([answer.status, answer.body.errors.form]).toEqual([
    409,
    expect.stringContaining('another interview of Acme Interviews'),
  ]);
  expect(answer.body.values.name).toBe('Casey Again');
  expect(await peopleOf(other.id)).toEqual([]);
});

test('[interviewer] that is an AI does not let in again whom a person has put out', async () => {
  const { id, host, secrets } = await buildHeldByAi();
  await joinBy(secrets.candidate);
  const [person] = await peopleOf(id);
  const fields = { intent: 'decide', participantId: person?.id ?? '', decision: 'remove' };
  await host.post(interviewAction, `/interviews/${id}`, fields, { interviewId: id });
  await joinBy(secrets.candidate);
  expect((await peopleOf(id)).map(({ admission }) => admission)).toEqual(['removed', 'waiting']);
});
