import { expect, test } from 'vitest';
import { MAX_IMPORT_BYTES, MAX_IMPORTED_QUESTIONS } from '#app/features/questions/import-limits.ts';
import { groupByQuestion, packArchive, unpackArchive } from '#app/features/questions/question-archive.ts';
import { loader as page } from '#app/routes/_app.questions.$questionId.tsx';
import { loader as importPage, action as send } from '#app/routes/_app.questions.import.tsx';
import { loader as exportIt } from '#app/routes/questions.$questionId.export.ts';
import { getServiceClient } from '#app/server/supabase.server.ts';
import type { QuestionFile } from '#core/question.ts';
import { readQuestionFolder, writeQuestionFolder } from '#core/question-folder.ts';
import { buildStranger } from './factories.ts';
import { buildLibraryQuestion, buildQuestion, makeQuestion } from './questions.ts';
import { signInAs, Visitor } from './visitor.ts';

const folder = (name: string, title: string, change: Record<string, string> = {}): QuestionFile[] => {
  const files = writeQuestionFolder(makeQuestion({ title }));
  return files.map(({ path, text }) => ({ path: `${name}/${path}`, text: change[path] ?? text }));
};

/** Sends these files as an archive. */
function sendArchive(by: Visitor, files: QuestionFile[] | Uint8Array) {
  const form = new FormData();
  const bytes = files instanceof Uint8Array ? files : packArchive(files);
  form.append('archive', new File([new Uint8Array(bytes)], 'questions.zip'));
  return by.postFiles(send, '/questions/import', form);
}

const countTitled = async (title: string) => {
  const { data } = await getServiceClient().from('questions').select('id').eq('title', title);
  return data?.length;
};

async function download(by: Visitor, id: string): Promise<Response> {
  const request = by.request(`/questions/${id}/export`);
  const context = { cspNonce: '', clientAddress: by.address };
  return exportIt({ request, params: { questionId: id }, context }).catch((thrown) => thrown);
}

test('[question] is exported as a folder of files, and imported again as it was', async () => {
  const id = await buildQuestion({ title: 'Über export' });
  const interviewer = await signInAs('interviewer');
  const response = await download(interviewer, id);
  expect(response.headers.get('content-disposition')).toBe('attachment; filename="u-ber-export.zip"');
  const archive = new Uint8Array(await response.arrayBuffer());
  const [group] = groupByQuestion(unpackArchive(archive));
  expect(readQuestionFolder(group?.files ?? [])).toEqual(makeQuestion({ title: 'Über export' }));
  const { location } = await sendArchive(interviewer, archive);
  const copy = /^\/questions\/([^?]+)$/.exec(location ?? '')?.[1] ?? '';
  const { body } = await interviewer.get(page, `/questions/${copy}`, { questionId: copy });
  expect(body.content).toEqual(makeQuestion({ title: 'Über export' }));
  expect(body.question.state).toBe('draft');
});

test('[question] is exported for those who read it, and for nobody else', async () => {
  const id = await buildQuestion();
  expect((await download(await signInAs('reviewer'), id)).status).toBe(403);
  expect((await download(await buildStranger(), id)).status).toBe(404);
  expect((await download(new Visitor(), id)).headers.get('location')).toContain('/sign-in');
  expect((await download(await buildStranger(), await buildLibraryQuestion())).status).toBe(200);
});

test('[question] comes with others in one archive, or as the files of a folder', async () => {
  const interviewer = await signInAs('interviewer');
  const both = [...folder('set/one', 'Import one'), ...folder('set/two', 'Import two')];
  expect((await sendArchive(interviewer, both)).location).toBe('/questions?of=mine&imported=2');
  const form = new FormData();
  for (const { path, text } of folder('three', 'Import three')) form.append('files', new File([text], path));
  expect((await interviewer.postFiles(send, '/questions/import', form)).location).toMatch(
    /^\/questions\/.{36}$/,
  );
  for (const title of ['Import one', 'Import two', 'Import three']) expect(await countTitled(title)).toBe(1);
});

test('[question] that cannot be imported says in which file, and none of its archive is', async () => {
  const interviewer = await signInAs('interviewer');
  const answer = await sendArchive(interviewer, [
    ...folder('good', 'Not imported'),
    ...folder('bad', 'Not imported', { 'tests.json': '{"kind": "function",}' }),
    ...folder('worse', 'Not imported', { 'question.json': '{"title": "x"}' }),
    { path: 'odd/question.json', text: '{}' },
  ]);
  expect(answer.status).toBe(400);
  expect(answer.body.faults).toEqual([
    expect.stringMatching(/^bad\/tests\.json is no JSON/),
    'odd/statement.md is missing.',
    expect.stringMatching(/^worse\/question\.json, title: /),
  ]);
  expect(await countTitled('Not imported')).toBe(0);
});

test('[question] is not imported from what is no archive, too large, or too much', async () => {
  const interviewer = await signInAs('interviewer');
  expect((await sendArchive(interviewer, new Uint8Array(100))).body.faults).toEqual([
    'No question.json was found: each question is a folder that has one.',
  ]);
  const large = await sendArchive(interviewer, new Uint8Array(MAX_IMPORT_BYTES));
  expect([large.status, large.body.faults[0]]).toEqual([413, expect.stringContaining('8 MB')]);
  const many = Array.from({ length: MAX_IMPORTED_QUESTIONS + 1 }, (_, at) => folder(`q${at}`, 'Too many'));
  expect((await sendArchive(interviewer, many.flat())).body.faults[0]).toContain('at most 50');
  expect((await interviewer.postFiles(send, '/questions/import', new FormData())).body.faults).toEqual([
    'Choose a .zip archive or a folder.',
  ]);
  const nul = folder('nul', 'With a NUL', { 'statement.md': 'a\0b' });
  expect((await sendArchive(interviewer, nul)).body.faults[0]).toContain('U+0000');
  expect((await interviewer.post(send, '/questions/import', { archive: 'text' })).status).toBe(400);
});

test('[question] is imported by those who interview, and by no reviewer', async () => {
  const reviewer = await signInAs('reviewer');
  expect((await reviewer.get(importPage, '/questions/import')).status).toBe(403);
  expect((await sendArchive(reviewer, folder('a', 'By a reviewer'))).status).toBe(403);
  expect((await sendArchive(new Visitor(), folder('a', 'By nobody'))).location).toContain('/sign-in');
});
