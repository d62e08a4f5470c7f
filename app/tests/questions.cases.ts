import { expect, test } from 'vitest';
import { writeQuestionForm } from '#app/features/questions/question-form.server.ts';
import { loader as list } from '#app/routes/_app.questions._index.tsx';
import { action as act, loader as page } from '#app/routes/_app.questions.$questionId.tsx';
import { action as edit, loader as editPage } from '#app/routes/_app.questions.$questionId_.edit.tsx';
import { action as create, loader as newPage } from '#app/routes/_app.questions.new.tsx';
import { getServiceClient } from '#app/server/supabase.server.ts';
import type { QuestionInput } from '#core/question.ts';
import { buildStranger } from './factories.ts';
import { buildLibraryQuestion, buildPublished, buildQuestion, makeQuestion } from './questions.ts';
import { signInAs, Visitor } from './visitor.ts';

const at = (questionId: string) => [`/questions/${questionId}`, { questionId }] as const;
const read = (by: Visitor, id: string) => by.get(page, ...at(id));
const post = (by: Visitor, id: string, intent: string) => {
  const [path, params] = at(id);
  return by.post(act, path, { intent }, params);
};

/** The form as a page sends it that was opened just before, with some fields changed. */
async function save(by: Visitor, id: string, fields: Record<string, string>) {
  const [path, params] = at(id);
  const opened = await by.get(editPage, `${path}/edit`, params);
  return by.post(edit, `${path}/edit`, { ...opened.body.stored, ...fields }, params);
}

const formOf = (change: Partial<QuestionInput> = {}) => ({
  ...writeQuestionForm(makeQuestion(change)),
  version: '',
});

async function titles(by: Visitor, query: string): Promise<string[]> {
  const { body } = await by.get(list, `/questions?${query}`);
  return body.questions.map(({ title }: { title: string }) => title).toSorted();
}

test('[question] list is searched by title and tag, and narrowed by kind, difficulty, tag, state and owner', async () => {
  const interviewer = await signInAs('interviewer');
  await buildQuestion({ title: 'Zebra crossing', tags: ['zebra', 'graphs'], difficulty: 'hard' });
  await buildQuestion({ title: 'Zebra of the owner', tags: ['zebra'] }, await signInAs('owner'));
  await buildPublished({ title: 'Zebra design', kind: 'system_design', tests: null, tags: ['zebra-like'] });
  await buildLibraryQuestion({ title: 'Zebra of the library', tags: ['zebra'] });
  const retired = await buildQuestion({ title: 'Zebra of old', tags: ['zebra'] });
  await post(interviewer, retired, 'retire');

  const all = ['Zebra crossing', 'Zebra design', 'Zebra of the library', 'Zebra of the owner'];
  expect(await titles(interviewer, 'q=zebra')).toEqual(all);
  expect(await titles(interviewer, 'q=zebra+LIBR')).toEqual(['Zebra of the library']);
  expect(await titles(interviewer, 'q=graphs')).toEqual(['Zebra crossing']);
  expect(await titles(interviewer, 'q=zebra&kind=system_design')).toEqual(['Zebra design']);
  expect(await titles(interviewer, 'q=zebra&difficulty=hard')).toEqual(['Zebra crossing']);
  expect(await titles(interviewer, 'tag=zebra-like')).toEqual(['Zebra design']);
  expect(await titles(interviewer, 'q=zebra&state=retired')).toEqual(['Zebra of old']);
  expect(await titles(interviewer, 'q=zebra&state=published')).toEqual([
    'Zebra design',
    'Zebra of the library',
  ]);
  expect(await titles(interviewer, 'q=zebra&of=library')).toEqual(['Zebra of the library']);
  expect(await titles(interviewer, 'q=zebra&of=mine')).toEqual(['Zebra crossing', 'Zebra design']);
  expect(await titles(interviewer, 'q=zebra&of=team')).toHaveLength(3);
  expect(await titles(interviewer, 'q=zebra%25),or(id.neq.1')).toEqual([]);
  const { body } = await interviewer.get(list, '/questions');
  expect(body.tags).toEqual(expect.arrayContaining(['graphs', 'zebra', 'zebra-like']));
});

test('[question] list comes in pages', async () => {
  const interviewer = await signInAs('interviewer');
  for (let at = 0; at < 26; at++) await buildQuestion({ title: `Paged ${at}`, tags: ['paged'] });
  const first = await interviewer.get(list, '/questions?tag=paged');
  const second = await interviewer.get(list, '/questions?tag=paged&page=2');
  expect([first.body.questions.length, first.body.hasMore]).toEqual([25, true]);
  expect([second.body.questions.length, second.body.hasMore]).toEqual([1, false]);
});

test('[question] is shown whole to those who interview, and in its outlines to reviewers', async () => {
  const id = await buildQuestion();
  for (const name of ['owner', 'interviewer'] as const) {
    const { body } = await read(await signInAs(name), id);
    expect(body).toMatchObject({ canRead: true, canWrite: true, content: { guide: 'the-guide' } });
    // As the candidate sees it: of the hidden case only its name.
    expect(body.view.tests.cases[1]).toEqual({ index: 1, name: 'Large', isHidden: true, shown: null });
  }
  const { body } = await read(await signInAs('reviewer'), id);
  expect(body).toMatchObject({ canRead: false, canWrite: false, content: null, view: null, versions: [] });
  expect(body.question.title).toBe('Double a number');
  expect(JSON.stringify(body)).not.toMatch(/the-guide|the-solution|8888/);
});

test('[question] is not there for people of another organisation, nor without a session', async () => {
  const id = await buildQuestion();
  const stranger = await buildStranger();
  const [path, params] = at(id);
  expect((await read(stranger, id)).status).toBe(404);
  expect((await stranger.get(editPage, `${path}/edit`, params)).status).toBe(404);
  expect((await stranger.post(edit, `${path}/edit`, formOf(), params)).status).toBe(404);
  expect((await post(stranger, id, 'copy')).status).toBe(404);
  expect(await titles(stranger, 'q=double')).not.toContain('Double a number');
  expect((await read(new Visitor(), id)).location).toContain('/sign-in');
  expect((await new Visitor().get(list, '/questions')).location).toContain('/sign-in');
});

test('[question] is written, changed and retired by those who interview, and by no reviewer', async () => {
  const id = await buildQuestion();
  const reviewer = await signInAs('reviewer');
  const [path, params] = at(id);
  expect((await reviewer.get(newPage, '/questions/new')).status).toBe(403);
  expect((await reviewer.post(create, '/questions/new', formOf())).status).toBe(403);
  expect((await reviewer.get(editPage, `${path}/edit`, params)).status).toBe(403);
  expect((await reviewer.post(edit, `${path}/edit`, formOf(), params)).status).toBe(403);
  for (const intent of ['copy', 'retire', 'restore', 'try'])
    expect((await post(reviewer, id, intent)).status).toBe(403);
  const owner = await signInAs('owner');
  expect((await save(owner, id, { title: 'Of the owner' })).status).toBe(302);
  expect((await post(owner, id, 'retire')).location).toBe(path);
  expect((await read(owner, id)).body.question.state).toBe('retired');
  await post(owner, id, 'restore');
  expect((await read(owner, id)).body.question.state).toBe('draft');
});

test('[question] is stored from its form with all that it holds', async () => {
  const interviewer = await signInAs('interviewer');
  const created = await interviewer.post(create, '/questions/new', {
    ...formOf(),
    title: '  From   the form ',
    tags: 'Hash Map, c++, hash map',
    statement: '# Two\r\nlines',
    lists: JSON.stringify({
      starters: {
        python: [
          { path: 'main.py', text: 'a\r\nb' },
          { path: 'lib/x.py', text: '' },
        ],
      },
      solutions: {},
      hints: ['One', 'Two'],
      followUps: [],
      rubric: [
        { id: '', title: 'Edge cases', levels: { weak: 'a', sound: 'b', strong: 'c' } },
        { id: 'edge-cases', title: 'Other', levels: { weak: 'a', sound: 'b', strong: 'c' } },
      ],
    }),
  });
  const id = /^\/questions\/(.+)\/edit\?saved=1$/.exec(created.location ?? '')?.[1] ?? '';
  const { content } = (await read(interviewer, id)).body;
  expect(content).toMatchObject({
    title: 'From the form',
    tags: ['hash-map', 'c++'],
    statement: '# Two\nlines',
    hints: ['One', 'Two'],
    rubric: [{ id: 'edge-cases-2' }, { id: 'edge-cases' }],
  });
  expect(content.starters.python[1]).toEqual({ path: 'lib/x.py', text: '' });
});

test('[question] says what is wrong by field, keeps all that was typed, and stores nothing', async () => {
  const id = await buildQuestion();
  const interviewer = await signInAs('interviewer');
  const typed = {
    title: 'x',
    minutes: 'ten',
    tags: 'ok, né',
    statement: '',
    tests: '{',
    lists: JSON.stringify({
      starters: { python: [{ path: '../main.py', text: '' }] },
      solutions: { python: [] },
      hints: [''],
      followUps: ['y'.repeat(501)],
      rubric: [{ id: 'a', title: '', levels: { weak: '', sound: 'b', strong: 'c' } }],
    }),
  };
  const answer = await save(interviewer, id, typed);
  expect(answer.status).toBe(400);
  expect(answer.body.values).toMatchObject(typed);
  expect(Object.keys(answer.body.errors).toSorted()).toEqual([
    'followUps.0',
    'hints.0',
    'minutes',
    'rubric.0.levels.weak',
    'rubric.0.title',
    'solutions.python',
    'starters.python.0.path',
    'statement',
    'tags',
    'tests',
    'title',
  ]);
  expect(answer.body.errors).toMatchObject({
    title: 'Give it a title of 3 to 120 characters.',
    minutes: 'Give whole minutes from 3 to 180.',
    'hints.0': 'Write the hint, in at most 1,000 characters, or remove it.',
  });
  expect((await read(interviewer, id)).body.content.title).toBe('Double a number');
});

test('[question] refuses what the database could not keep, in words', async () => {
  const interviewer = await signInAs('interviewer');
  const nul = await interviewer.post(create, '/questions/new', formOf({ guide: 'a\0b' }));
  expect([nul.status, nul.body.errors.form]).toEqual([400, expect.stringContaining('U+0000')]);
  const file = (path: string) => ({ path, text: 'x'.repeat(64 * 1024) });
  const files = Array.from({ length: 12 }, (_, at) => file(`f${at}.py`));
  const large = formOf({
    starters: { python: files, javascript: files, typescript: files, java: files, go: files, c: files },
  });
  const refused = await interviewer.post(create, '/questions/new', large);
  expect([refused.status, refused.body.errors.form]).toEqual([400, expect.stringContaining('4 MB')]);
  const odd = await interviewer.post(create, '/questions/new', { ...formOf(), lists: '[]' });
  expect(odd.status).toBe(400);
});

test('[question] of somebody else is not replaced unseen: what was typed comes back, with whose it is', async () => {
  const id = await buildQuestion();
  const [owner, interviewer] = [await signInAs('owner'), await signInAs('interviewer')];
  const [path, params] = at(id);
  const { stored } = (await interviewer.get(editPage, `${path}/edit`, params)).body;
  await save(owner, id, { title: 'Of the owner' });
  const typed = { ...stored, title: 'Of the interviewer' };
  const late = await interviewer.post(edit, `${path}/edit`, typed, params);
  expect(late.status).toBe(409);
  expect(late.body.errors.form).toMatch(/^Olivia Owner saved this question after you opened it here/);
  expect(late.body.values.title).toBe('Of the interviewer');
  expect((await read(owner, id)).body.content.title).toBe('Of the owner');
  const over = await interviewer.post(edit, `${path}/edit`, { ...typed, over: late.body.inTheWay }, params);
  expect(over.status).toBe(302);
  // The same again is no conflict.
  expect((await interviewer.post(edit, `${path}/edit`, typed, params)).location).toBe(over.location);
});

test('[question] of the library is read by those who interview, changed by nobody, and copied to be changed', async () => {
  const id = await buildLibraryQuestion({ title: 'Library to copy' });
  const [stranger, reviewer] = [await buildStranger(), await signInAs('reviewer')];
  const [path, params] = at(id);
  expect((await read(stranger, id)).body).toMatchObject({
    canWrite: false,
    content: { guide: 'the-guide' },
  });
  expect((await read(reviewer, id)).body).toMatchObject({ canRead: false, content: null });
  const interviewer = await signInAs('interviewer');
  expect((await interviewer.get(editPage, `${path}/edit`, params)).status).toBe(403);
  expect((await post(interviewer, id, 'retire')).status).toBe(403);
  expect((await post(reviewer, id, 'copy')).status).toBe(403);
  const copied = await post(interviewer, id, 'copy');
  const copy = /^\/questions\/(.+)\?copied=1$/.exec(copied.location ?? '')?.[1] ?? '';
  expect((await save(interviewer, copy, { title: 'A copy' })).status).toBe(302);
  expect((await read(interviewer, copy)).body).toMatchObject({
    question: { state: 'draft', isLibrary: false, title: 'A copy' },
    canWrite: true,
  });
  expect((await read(interviewer, id)).body.content.title).toBe('Library to copy');
});

test('[question] that is tried in a room makes an interview of one’s own with only it', async () => {
  const id = await buildQuestion({ title: 'To be tried' });
  const interviewer = await signInAs('interviewer');
  const room = /^\/room\/(.+)$/.exec((await post(interviewer, id, 'try')).location ?? '')?.[1] ?? '';
  const { data } = await getServiceClient()
    .from('interviews')
    .select('title, candidate_name, language, interview_questions(question_id, version, position)')
    .eq('id', room)
    .single();
  expect(data).toEqual({
    title: 'Try: To be tried',
    candidate_name: 'Iris Interviewer',
    language: 'python',
    interview_questions: [{ question_id: id, version: 1, position: 0 }],
  });
  // What was tried stays as it was.
  await save(interviewer, id, { title: 'Tried and changed' });
  const { body } = await read(interviewer, id);
  expect(body.versions.map(({ version }: { version: number }) => version)).toEqual([2, 1]);
  const [path, params] = at(id);
  const first = await interviewer.get(page, `${path}?version=1`, params);
  expect(first.body.content.title).toBe('To be tried');
});
