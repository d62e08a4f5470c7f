import { expect, test } from 'vitest';
import { action as interviewAction } from '#app/routes/_app.interviews.$interviewId.tsx';
import { loader as readMarks, action as setMark } from '#app/routes/api.panel.$interviewId.marks.ts';
import { action as changeNote } from '#app/routes/api.panel.$interviewId.notes.$noteId.ts';
import { loader as readNotes, action as writeNote } from '#app/routes/api.panel.$interviewId.notes.ts';
import { loader as readQuestions } from '#app/routes/api.panel.$interviewId.questions.ts';
import { loader as replayPage } from '#app/routes/interviews.$interviewId.replay.tsx';
import { getServiceClient } from '#app/server/supabase.server.ts';
import { guidedQuestionListSchema, markListSchema, noteListSchema } from '#core/panel-protocol.ts';
import { type BuiltInterview, buildInterview, buildStranger } from './factories.ts';
import { buildPublished } from './questions.ts';
import { admitBy } from './replay-visitors.ts';
import { signInAs, Visitor } from './visitor.ts';

/** An interview that asks one question. */
async function buildPlanned(): Promise<BuiltInterview & { questionId: string }> {
  const interview = await buildInterview();
  const questionId = await buildPublished();
  const fields = { intent: 'plan', before: '', after: questionId };
  await interview.host.post(interviewAction, `/interviews/${interview.id}`, fields, {
    interviewId: interview.id,
  });
  return { ...interview, questionId };
}

const newNote = (more: object = {}) => ({
  id: crypto.randomUUID(),
  atMs: 1_700_000_000_000,
  text: 'Quick.',
  ...more,
});

/** The panel of one interview, as somebody's browser asks for it. */
function panelOf({ id }: { id: string }, by: Visitor) {
  const params = { interviewId: id };
  const path = `/api/panel/${id}`;
  return {
    questions: () => by.get(readQuestions, `${path}/questions`, params),
    notes: () => by.get(readNotes, `${path}/notes`, params),
    marks: () => by.get(readMarks, `${path}/marks`, params),
    write: (note: object) => by.postJson(writeNote, `${path}/notes`, note, params),
    alter: (noteId: string, method: 'PATCH' | 'DELETE', body: object = {}) =>
      by.postJson(changeNote, `${path}/notes/${noteId}`, body, { ...params, noteId }, method),
    mark: (change: object) => by.postJson(setMark, `${path}/marks`, change, params),
  };
}

const textsOf = (answer: { body: unknown }) =>
  noteListSchema.parse(answer.body).notes.map(({ text, isMine }) => [text, isMine]);

test('[panel] has guide, follow-ups, hints and rubric of the plan, and neither solutions nor tests', async () => {
  const interview = await buildPlanned();
  const { body } = await panelOf(interview, interview.host).questions();
  expect(guidedQuestionListSchema.parse(body).questions).toMatchObject([
    {
      questionId: interview.questionId,
      version: 1,
      title: 'Double a number',
      guide: 'the-guide',
      followUps: ['What about text?'],
      hints: ['Add it to itself.'],
      rubric: [{ id: 'correct' }],
    },
  ]);
  expect(JSON.stringify(body)).not.toMatch(/the-solution|8888/);
});

test('[panel] is refused to guests, to those who review, to other organisations and to strangers', async () => {
  const interview = await buildPlanned();
  const { id: noteId } = (await panelOf(interview, interview.host).write(newNote())).body.note;
  const refused: [string, Visitor, number][] = [
    ['candidate', await admitBy(interview, 'candidate'), 403],
    ['observer', await admitBy(interview, 'observer'), 403],
    ['reviewer', await signInAs('reviewer'), 403],
    ['other organisation', await buildStranger(), 404],
    ['anonymous', new Visitor(), 401],
  ];
  const mark = { questionId: interview.questionId, criterion: 'correct', mark: 'strong' };
  for (const [who, visitor, status] of refused) {
    const panel = panelOf(interview, visitor);
    const answers = await Promise.all([
      panel.questions(),
      panel.notes(),
      panel.marks(),
      panel.write(newNote()),
      panel.alter(noteId, 'PATCH', { text: 'Changed.' }),
      panel.alter(noteId, 'DELETE'),
      panel.mark(mark),
    ]);
    expect(
      answers.map((answer) => answer.status),
      who,
    ).toEqual(answers.map(() => status));
    expect(JSON.stringify(answers.map(({ body }) => body)), who).not.toMatch(/the-guide|Quick/);
  }
  expect(textsOf(await panelOf(interview, interview.host).notes())).toEqual([['Quick.', true]]);
});

test('[panel] keeps notes in the order of their moments, once for each id', async () => {
  const interview = await buildPlanned();
  const panel = panelOf(interview, interview.host);
  const later = newNote({ atMs: 3000, text: ' Finds the edge. ', questionId: interview.questionId });
  expect((await panel.write(later)).body.note).toMatchObject({
    text: 'Finds the edge.',
    atMs: 3000,
    authorName: 'Iris Interviewer',
  });
  expect((await panel.write(later)).status).toBe(200);
  await panelOf(interview, await signInAs('owner')).write(newNote({ atMs: 1000, text: 'Asks first.' }));
  expect(textsOf(await panel.notes())).toEqual([
    ['Asks first.', false],
    ['Finds the edge.', true],
  ]);
});

test('[panel] lets who wrote a note change it, delete it and bring it back, and nobody else', async () => {
  const interview = await buildPlanned();
  const panel = panelOf(interview, interview.host);
  const other = panelOf(interview, await signInAs('owner'));
  const { id } = (await panel.write(newNote())).body.note;
  expect((await other.alter(id, 'PATCH', { text: 'No.' })).status).toBe(404);
  expect((await other.alter(id, 'DELETE')).status).toBe(404);
  expect((await panel.alter(id, 'PATCH', { text: 'Very quick.' })).body.note.text).toBe('Very quick.');
  expect((await panel.alter(id, 'DELETE')).status).toBe(204);
  expect(textsOf(await panel.notes())).toEqual([]);
  expect(textsOf(await other.notes())).toEqual([]);
  await panel.alter(id, 'PATCH', { isDeleted: false });
  expect(textsOf(await other.notes())).toEqual([['Very quick.', false]]);
});

test('[panel] can be read once the interview is over, and reading it brings nobody into the room', async () => {
  const interview = await buildPlanned();
  await panelOf(interview, interview.host).write(newNote());
  const service = getServiceClient();
  await service.from('interviews').update({ status: 'completed' }).eq('id', interview.id);
  expect(textsOf(await panelOf(interview, await signInAs('owner')).notes())).toEqual([['Quick.', false]]);
  const { data } = await service.from('participants').select('id').eq('interview_id', interview.id);
  expect(data).toEqual([]);
  const { body } = await interview.host.get(replayPage, `/interviews/${interview.id}/replay`, {
    interviewId: interview.id,
  });
  expect(body.viewer.seesNotes).toBe(true);
});

test.each([
  ['without text', { text: '  ' }, 400],
  ['that is too long', { text: 'x'.repeat(4001) }, 400],
  ['of no moment', { atMs: -1 }, 400],
  ['about a question that is not in the plan', { questionId: crypto.randomUUID() }, 403],
])('[panel] refuses a note %s', async (_what, change, status) => {
  const interview = await buildPlanned();
  expect((await panelOf(interview, interview.host).write(newNote(change))).status).toBe(status);
});

test('[panel] sets, changes and takes back marks, and shows those of others once one has marked', async () => {
  const interview = await buildPlanned();
  const { questionId } = interview;
  const [mine, theirs] = [panelOf(interview, interview.host), panelOf(interview, await signInAs('owner'))];
  const mark = { questionId, criterion: 'correct', mark: 'sound' };
  const seen = (answer: { body: unknown }) =>
    markListSchema.parse(answer.body).marks.map((one) => [one.mark, one.remark, one.isMine]);
  expect(seen(await mine.mark({ ...mark, remark: 'With help.' }))).toEqual([['sound', 'With help.', true]]);
  expect(seen(await theirs.marks())).toEqual([]);
  expect(seen(await theirs.mark({ ...mark, mark: 'strong' }))).toEqual([
    ['sound', 'With help.', false],
    ['strong', '', true],
  ]);
  await mine.mark({ ...mark, mark: 'weak' });
  expect(seen(await theirs.marks())).toEqual([
    ['weak', '', false],
    ['strong', '', true],
  ]);
  expect(seen(await mine.mark({ ...mark, mark: null }))).toEqual([]);
  expect((await mine.mark({ ...mark, criterion: 'style' })).status).toBe(404);
  expect((await mine.mark({ ...mark, questionId: crypto.randomUUID() })).status).toBe(404);
  expect((await mine.mark({ ...mark, mark: 'perfect' })).status).toBe(400);
});
