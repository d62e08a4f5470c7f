import { expect, test } from 'vitest';
import {
  action as interviewAction,
  loader as interviewPage,
} from '#app/routes/_app.interviews.$interviewId.tsx';
import { action as create, loader as newPage } from '#app/routes/_app.interviews.new.tsx';
import { loader as lend } from '#app/routes/api.internal.question.$interviewId.$questionId.ts';
import { loader as choicesOf } from '#app/routes/api.questions.choices.ts';
import { getServiceClient } from '#app/server/supabase.server.ts';
import { lentQuestionSchema } from '#core/room-question.ts';
import { buildInterview, buildStranger } from './factories.ts';
import { ROOM_SERVICE_TOKEN } from './fake-rooms.ts';
import { APP_URL } from './harness.ts';
import {
  buildLibraryQuestion,
  buildPublished,
  buildQuestion,
  getDemoOrganisation,
  settle,
} from './questions.ts';
import { signInAs, Visitor } from './visitor.ts';

function planAs(by: Visitor, interviewId: string, before: string[], after: string[]) {
  const fields = { intent: 'plan', before: before.join(','), after: after.join(',') };
  return by.post(interviewAction, `/interviews/${interviewId}`, fields, { interviewId });
}

async function readPlanOf(by: Visitor, interviewId: string): Promise<{ id: string; version: number }[]> {
  const { body } = await by.get(interviewPage, `/interviews/${interviewId}`, { interviewId });
  return body.plan;
}

const idsOf = async (by: Visitor, interviewId: string) =>
  (await readPlanOf(by, interviewId)).map(({ id }) => id);

test('[question] is put into the plan of an interview, moved and taken out, and all members read it', async () => {
  const { id, host } = await buildInterview();
  const [one, two, draft] = [
    await buildPublished({ title: 'Plan one' }),
    await buildLibraryQuestion({ title: 'Plan two' }),
    await buildQuestion({ title: 'Plan draft' }),
  ];
  expect((await planAs(host, id, [], [one, two])).status).toBe(200);
  expect((await planAs(host, id, [one, two], [draft, two, one])).status).toBe(200);
  expect(await readPlanOf(await signInAs('reviewer'), id)).toMatchObject([
    { title: 'Plan draft', version: 1 },
    { title: 'Plan two', version: 1, kind: 'coding', minutes: 10 },
    { title: 'Plan one', version: 1 },
  ]);
  await planAs(host, id, [draft, two, one], [two]);
  expect(await idsOf(host, id)).toEqual([two]);
});

test('[question] in a plan keeps its version while the bank goes on', async () => {
  const { id, host } = await buildInterview();
  const question = await buildPublished();
  await planAs(host, id, [], [question]);
  const { error } = await getServiceClient().rpc('save_question', {
    p_question_id: question,
    p_replaces: 1,
    p_content: { title: 'Later', kind: 'behavioural', difficulty: 'easy', minutes: 5 },
  });
  expect(error).toBeNull();
  await settle(question);
  expect(await readPlanOf(host, id)).toMatchObject([{ version: 1 }]);
});

test('[question] that cannot be asked is not planned: retired, somebody else’s draft, of another organisation', async () => {
  const { id, host } = await buildInterview();
  const theirs = await buildQuestion({}, await signInAs('owner'));
  const retired = await buildPublished();
  await getServiceClient()
    .from('questions')
    .update({ retired_at: new Date().toISOString() })
    .eq('id', retired);
  for (const question of [theirs, retired, crypto.randomUUID()]) {
    const answer = await planAs(host, id, [], [question]);
    expect([answer.status, answer.body.errors.plan]).toEqual([
      409,
      expect.stringContaining('cannot be asked'),
    ]);
  }
  expect((await planAs(host, id, [], ['no-id'])).status).toBe(400);
  const twice = await buildPublished();
  expect((await planAs(host, id, [], [twice, twice])).status).toBe(400);
  expect(await idsOf(host, id)).toEqual([]);
});

test('[question] plans of two at once do not undo each other', async () => {
  const { id, host } = await buildInterview();
  const [one, two] = [await buildPublished(), await buildPublished()];
  await planAs(host, id, [], [one]);
  const late = await planAs(await signInAs('owner'), id, [], [two]);
  expect([late.status, late.body.errors.plan]).toEqual([
    409,
    expect.stringContaining('changed the plan first'),
  ]);
  expect(await idsOf(host, id)).toEqual([one]);
});

test('[question] is planned by those who interview, until the interview is over', async () => {
  const { id, host } = await buildInterview();
  const question = await buildPublished();
  expect((await planAs(await signInAs('reviewer'), id, [], [question])).status).toBe(403);
  expect((await planAs(await buildStranger(), id, [], [question])).status).toBe(404);
  expect((await planAs(new Visitor(), id, [], [question])).location).toContain('/sign-in');
  await planAs(host, id, [], [question]);
  await host.post(interviewAction, `/interviews/${id}`, { intent: 'end' }, { interviewId: id });
  expect((await planAs(host, id, [question], [])).status).toBe(409);
  expect(await idsOf(host, id)).toEqual([question]);
});

test('[question] can come with a new interview, or refuse it', async () => {
  const [one, two] = [await buildPublished(), await buildPublished()];
  const { id, host } = await buildInterview({ questions: `${two},${one}` });
  expect(await idsOf(host, id)).toEqual([two, one]);
  const fields = {
    title: 'Refused with its questions',
    candidateName: 'Casey',
    candidateEmail: '',
    language: 'python',
    scheduledAt: '',
    timeZone: 'UTC',
    questions: await buildQuestion({}, await signInAs('owner')),
  };
  const answer = await host.post(create, '/interviews/new', fields);
  expect([answer.status, answer.body.errors.questions]).toEqual([
    400,
    expect.stringContaining('cannot be asked'),
  ]);
  const made = await getServiceClient().from('interviews').select('id').eq('title', fields.title);
  expect(made.data).toEqual([]);
  const opened = await host.get(newPage, `/interviews/new?question=${one}`);
  expect(opened.body.questions).toMatchObject([{ id: one }]);
});

test('[question] choices are what is published and one’s own drafts, for those who interview', async () => {
  await buildPublished({ title: 'Quokka published' });
  await buildQuestion({ title: 'Quokka draft' });
  await buildQuestion({ title: 'Quokka of the owner' }, await signInAs('owner'));
  await buildLibraryQuestion({ title: 'Quokka of the library' });
  const path = `/api/questions/choices?of=${await getDemoOrganisation()}&q=quokka`;
  const { body } = await (await signInAs('interviewer')).get(choicesOf, path);
  expect(body.choices.map(({ title }: { title: string }) => title)).toEqual([
    'Quokka draft',
    'Quokka of the library',
    'Quokka published',
  ]);
  expect((await (await signInAs('reviewer')).get(choicesOf, path)).status).toBe(403);
  expect((await (await buildStranger()).get(choicesOf, path)).status).toBe(403);
  expect((await new Visitor().get(choicesOf, path)).location).toContain('/sign-in');
});

test('[question] of a plan is lent to its room without what is for interviewers alone, and to nobody else', async () => {
  const { id, host } = await buildInterview();
  const [planned, other] = [await buildPublished(), await buildPublished()];
  await planAs(host, id, [], [planned]);
  const borrow = async (questionId: string, bearer = ROOM_SERVICE_TOKEN) => {
    const request = new Request(`${APP_URL}/api/internal/question/${id}/${questionId}`, {
      headers: { authorization: `Bearer ${bearer}` },
    });
    const context = { cspNonce: '', clientAddress: '127.0.0.1' };
    const response = await lend({ request, params: { interviewId: id, questionId }, context });
    return { status: response.status, text: await response.text() };
  };
  const lent = await borrow(planned);
  expect(lent.status).toBe(200);
  expect(lentQuestionSchema.parse(JSON.parse(lent.text)).hints).toEqual(['Add it to itself.']);
  expect(lent.text).not.toMatch(/the-solution|the-guide|What about text/);
  expect((await borrow(other)).status).toBe(404);
  expect((await borrow(planned, 'another-token')).status).toBe(401);
});
