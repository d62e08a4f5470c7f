import { expect, test } from 'vitest';
import { startDatabase } from './embedded.ts';
import {
  addMember,
  buildDraft,
  buildOrganization,
  buildPerson,
  buildQuestion,
  must,
  QUESTION_CONTENT,
} from './people.ts';

const database = startDatabase();

/** An organisation with somebody who interviews, and a question that a model drafted for it. */
async function buildDrafted() {
  const organization_id = await buildOrganization(database);
  const person = await buildPerson(database);
  await addMember(database, { organizationId: organization_id, userId: person.id, role: 'interviewer' });
  const questionId = await buildQuestion(database, organization_id);
  const draftId = await buildDraft(database, { organization_id, question_id: questionId });
  return { organization_id, person, questionId, draftId };
}

const readDraft = async (id: string) =>
  must(await database.service.from('question_drafts').select().eq('id', id).single());
const readQuestion = async (id: string) =>
  must(await database.service.from('questions').select().eq('id', id).single());

async function publish(questionId: string, userId: string) {
  const { revision } = await readQuestion(questionId);
  const settled = await database.service.rpc('settle_question', {
    p_question_id: questionId,
    p_revision: revision,
    p_verdict: {},
    p_publish: true,
    p_user_id: userId,
  });
  expect(must(settled)).toBe(true);
}

test('[draft] rejected by a member keeps the reason, who and when, and retires its question', async () => {
  const { person, questionId, draftId } = await buildDrafted();
  const reject = () => person.client.rpc('reject_draft', { p_draft_id: draftId, p_reason: 'Too well known' });
  expect(must(await reject())).toBe(true);
  const draft = await readDraft(draftId);
  expect(draft).toMatchObject({ state: 'rejected', reason: 'Too well known', decided_by: person.id });
  expect(Date.parse(draft.decided_at ?? '')).toBeGreaterThan(0);
  expect((await readQuestion(questionId)).state).toBe('retired');
  expect((await reject()).data).toBe(false);
});

test('[draft] is not rejected without a reason, and its question stays', async () => {
  const { person, questionId, draftId } = await buildDrafted();
  for (const p_reason of ['', 'no', 'x'.repeat(2001)]) {
    const { error } = await person.client.rpc('reject_draft', { p_draft_id: draftId, p_reason });
    expect(error?.code).toBe('23514');
  }
  const { error } = await person.client
    .from('question_drafts')
    .update({ state: 'rejected' })
    .eq('id', draftId);
  expect(error?.code).toBe('23514');
  expect(await readDraft(draftId)).toMatchObject({ state: 'open', decided_at: null });
  expect((await readQuestion(questionId)).state).toBe('draft');
});

test('[draft] is accepted by publishing its question, also after it was rejected and brought back', async () => {
  for (const state of ['open', 'rejected'] as const) {
    const { person, questionId, draftId } = await buildDrafted();
    if (state === 'rejected')
      must(await person.client.rpc('reject_draft', { p_draft_id: draftId, p_reason: 'Too well known' }));
    await publish(questionId, person.id);
    expect(await readDraft(draftId)).toMatchObject({ state: 'accepted', decided_by: person.id });
  }
});

test('[draft] takes the place of the one before, which is kept', async () => {
  const { organization_id, questionId, draftId } = await buildDrafted();
  const next = await buildDraft(database, { organization_id, question_id: questionId, state: 'failed' });
  const { error } = await database.service.rpc('open_draft', { p_draft_id: next, p_question_id: questionId });
  expect(error).toBeNull();
  expect((await readDraft(draftId)).state).toBe('replaced');
  expect((await readDraft(next)).state).toBe('open');
});

test('[draft] is the next version of its question, unless somebody saved meanwhile', async () => {
  const { person, questionId } = await buildDrafted();
  const add = (p_replaces: number) =>
    person.client.rpc('add_question_version', {
      p_question_id: questionId,
      p_replaces,
      p_content: { ...QUESTION_CONTENT, title: 'Three sum' },
    });
  expect(must(await add(1))).toBe(2);
  expect(await readQuestion(questionId)).toMatchObject({
    title: 'Three sum',
    latest_version: 2,
    revision: 2,
  });
  expect((await add(1)).data).toBeNull();
  const versions = await database.service
    .from('question_versions')
    .select('version, content->>title')
    .eq('question_id', questionId)
    .order('version');
  expect(must(versions)).toEqual([
    { version: 1, title: QUESTION_CONTENT.title },
    { version: 2, title: 'Three sum' },
  ]);
});

test('[draft] goes with its question', async () => {
  const { questionId, draftId } = await buildDrafted();
  must(await database.service.from('questions').delete().eq('id', questionId).select());
  const { data } = await database.service.from('question_drafts').select().eq('id', draftId);
  expect(data).toEqual([]);
});
