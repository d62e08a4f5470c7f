import { beforeAll, expect, test } from 'vitest';
import { MAX_PLANNED_QUESTIONS } from '#core/limits.ts';
import { MAX_QUESTION_BYTES } from '#core/question.ts';
import { startDatabase } from './embedded.ts';
import {
  addMember,
  buildInterview,
  buildOrganization,
  buildPerson,
  buildQuestion,
  must,
  type Person,
  QUESTION_CONTENT,
} from './people.ts';

const database = startDatabase();
let organizationId = '';
let member: Person;
let reviewer: Person;

beforeAll(async () => {
  organizationId = await buildOrganization(database);
  [member, reviewer] = [await buildPerson(database), await buildPerson(database)];
  await addMember(database, { organizationId, userId: member.id, role: 'interviewer' });
  await addMember(database, { organizationId, userId: reviewer.id, role: 'reviewer' });
});

const read = async (id: string) =>
  must(await database.service.from('questions').select().eq('id', id).single());
const readVersions = async (id: string) =>
  must(
    await database.service
      .from('question_versions')
      .select('version, content, verdict, frozen_at')
      .eq('question_id', id)
      .order('version'),
  );
const save = (
  id: string,
  replaces: number,
  change: { title?: string; tags?: string[]; statement?: string },
  by = member,
) =>
  by.client.rpc('save_question', {
    p_question_id: id,
    p_replaces: replaces,
    p_content: { ...QUESTION_CONTENT, ...change },
  });
const settle = (id: string, revision: number, isVerified: boolean) =>
  database.service.rpc('settle_question', {
    p_question_id: id,
    p_revision: revision,
    p_verdict: { isVerified },
    p_publish: isVerified,
    p_user_id: member.id,
  });
const plan = (interviewId: string, before: string[], after: string[], by = member) =>
  by.client.rpc('plan_interview', { p_interview_id: interviewId, p_before: before, p_after: after });

async function createOne(): Promise<string> {
  return must(
    await member.client.rpc('create_question', {
      p_organization_id: organizationId,
      p_content: QUESTION_CONTENT,
    }),
  );
}

test('[question] is made with its first version, and lists know what it says of itself', async () => {
  const row = await read(await createOne());
  expect(row).toMatchObject({
    title: 'Two sum',
    tags: ['arrays', 'hash-map'],
    languages: ['python'],
    minutes: 20,
    state: 'draft',
    latest_version: 1,
    revision: 1,
    created_by: member.id,
  });
});

test('[question] is not made by reviewers, nor in part', async () => {
  const create = (by: Person, content: { title?: string; tags?: string[]; statement?: string }) =>
    by.client.rpc('create_question', {
      p_organization_id: organizationId,
      p_content: { ...QUESTION_CONTENT, ...content },
    });
  expect((await create(reviewer, {})).error?.code).toBe('42501');
  expect((await create(member, { title: 'Partial', statement: 'x'.repeat(9_000_000) })).error?.code).toBe(
    '23514',
  );
  expect(must(await database.service.from('questions').select('id').eq('title', 'Partial'))).toEqual([]);
});

test('[question] has room for as much as core allows', async () => {
  const { error } = await save(await createOne(), 1, { statement: 'x'.repeat(MAX_QUESTION_BYTES) });
  expect(error).toBeNull();
});

test('[question] is saved over the revision that one knows, and over nothing else', async () => {
  const id = await createOne();
  expect((await save(id, 1, { title: 'Three sum', tags: [] })).data).toBe(2);
  expect(await read(id)).toMatchObject({
    title: 'Three sum',
    tags: [],
    latest_version: 1,
    updated_by: member.id,
  });
  expect((await save(id, 1, { title: 'Lost' })).data).toBeNull();
  expect((await save(id, 2, { title: 'Lost' }, reviewer)).data).toBeNull();
  const both = await Promise.all([save(id, 2, { title: 'Four sum' }), save(id, 2, { title: 'Five sum' })]);
  expect(both.map(({ data }) => data).toSorted()).toEqual([3, null]);
});

test('[question] that was published goes on as the next version, and the published one stays', async () => {
  const id = await createOne();
  expect((await settle(id, 1, true)).data).toBe(true);
  expect(await read(id)).toMatchObject({ state: 'published', published_version: 1 });
  await save(id, 1, { title: 'Three sum' });
  expect(await read(id)).toMatchObject({ state: 'published', published_version: 1, latest_version: 2 });
  expect((await readVersions(id)).map(({ content }) => (content as { title: string }).title)).toEqual([
    'Two sum',
    'Three sum',
  ]);
  const direct = await database.service
    .from('question_versions')
    .update({ content: { ...QUESTION_CONTENT, title: 'Other' } })
    .eq('question_id', id)
    .eq('version', 1);
  expect(direct.error).toMatchObject({ code: 'P0001', hint: 'Save it as the next version.' });
});

test('[question] is not published when it changed while it was verified, nor when it failed', async () => {
  const id = await createOne();
  await save(id, 1, { title: 'Three sum' });
  expect((await settle(id, 1, true)).data).toBe(false);
  expect(await read(id)).toMatchObject({ state: 'draft', published_version: null });
  expect((await settle(id, 2, false)).data).toBe(true);
  expect(await read(id)).toMatchObject({ state: 'draft', published_version: null });
  expect((await readVersions(id))[0]?.verdict).toEqual({ isVerified: false });
  // A verdict is of the content that was run.
  await save(id, 2, { title: 'Four sum' });
  expect((await readVersions(id))[0]?.verdict).toBeNull();
});

test('[question] is published by the service alone', async () => {
  const id = await createOne();
  const { error } = await member.client.rpc('settle_question', {
    p_question_id: id,
    p_revision: 1,
    p_verdict: { isVerified: true },
    p_publish: true,
    p_user_id: member.id,
  });
  expect(error?.code).toBe('42501');
});

test('[question] of the library gets a new published version when its folder changed, and nothing otherwise', async () => {
  const slug = `q-${crypto.randomUUID()}`;
  const put = (digit: string, title: string) =>
    database.service.rpc('put_library_question', {
      p_slug: slug,
      p_digest: digit.repeat(64),
      p_content: { ...QUESTION_CONTENT, title },
    });
  for (const [digit, title] of [
    ['a', 'First'],
    ['a', 'First'],
    ['b', 'Second'],
  ] as const)
    expect((await put(digit, title)).error).toBeNull();
  const { id, ...row } = must(await database.service.from('questions').select().eq('slug', slug).single());
  expect(row).toMatchObject({ title: 'Second', state: 'published', published_version: 2, latest_version: 2 });
  expect(await readVersions(id)).toHaveLength(2);
});

test('[question] in a plan keeps the version it was chosen in', async () => {
  const [one, other] = [await createOne(), await createOne()];
  await settle(one, 1, true);
  const interview = await buildInterview(database, { organization_id: organizationId });
  expect((await plan(interview, [], [one])).data).toBe(true);
  await save(one, 1, { title: 'Three sum' });
  await settle(one, 2, true);
  expect((await plan(interview, [one], [other, one])).data).toBe(true);
  const rows = must(
    await database.service
      .from('interview_questions')
      .select('position, question_id, version')
      .eq('interview_id', interview)
      .order('position'),
  );
  expect(rows).toEqual([
    { position: 0, question_id: other, version: 1 },
    { position: 1, question_id: one, version: 1 },
  ]);
  // The draft that it uses stays as it is, too.
  await save(other, 1, { title: 'Four sum' });
  expect((await readVersions(other)).map(({ version }) => version)).toEqual([1, 2]);
});

test('[question] is planned over the plan that one knows, by those who interview, within the organisation', async () => {
  const [one, other] = [await createOne(), await createOne()];
  const interview = await buildInterview(database, { organization_id: organizationId });
  expect((await plan(interview, [other], [one])).data).toBe(false);
  expect((await plan(interview, [], [one], reviewer)).data).toBe(false);
  const both = await Promise.all([plan(interview, [], [one]), plan(interview, [], [other])]);
  expect(both.map(({ data }) => data).toSorted()).toEqual([false, true]);
  const foreign = await buildQuestion(database, await buildOrganization(database));
  const { error } = await database.service
    .from('interview_questions')
    .insert({ interview_id: interview, position: 5, question_id: foreign, version: 1 });
  expect(error?.code).toBe('42501');
});

test('[question] goes with its organisation, plans and all', async () => {
  const own = await buildOrganization(database);
  const id = await buildQuestion(database, own);
  const interview = await buildInterview(database, { organization_id: own });
  must(
    await database.service
      .from('interview_questions')
      .insert({ interview_id: interview, position: 0, question_id: id, version: 1 })
      .select(),
  );
  must(await database.service.from('organizations').delete().eq('id', own).select());
  expect(must(await database.service.from('questions').select('id').eq('id', id))).toEqual([]);
});

test('[question] plans have as many places as core allows', async () => {
  const interview = await buildInterview(database, { organization_id: organizationId });
  const question = await createOne();
  const put = (position: number) =>
    database.service
      .from('interview_questions')
      .insert({ interview_id: interview, position, question_id: question, version: 1 });
  expect((await put(MAX_PLANNED_QUESTIONS)).error?.code).toBe('23514');
  expect((await put(MAX_PLANNED_QUESTIONS - 1)).error).toBeNull();
});
