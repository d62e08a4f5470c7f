import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type QuestionInput, questionSchema } from '#core/question.ts';
import { writeQuestionFolder } from '#core/question-folder.ts';
import { loadQuestionLibrary } from '../question-library.ts';
import { startDatabase } from './embedded.ts';
import { must } from './people.ts';

const database = startDatabase();
let folder = '';

beforeAll(async () => {
  folder = await fs.mkdtemp(path.join(os.tmpdir(), 'interlace-library-'));
});
afterAll(() => fs.rm(folder, { recursive: true, force: true }));

async function write(slug: string, change: Partial<QuestionInput> = {}): Promise<void> {
  const question = questionSchema.parse({
    title: 'Reverse a list',
    kind: 'coding',
    difficulty: 'easy',
    minutes: 15,
    statement: 'Turn it around.',
    starters: { python: [{ path: 'main.py', text: 'pass\n' }] },
    ...change,
  });
  for (const file of writeQuestionFolder(question)) {
    const place = path.join(folder, slug, file.path);
    await fs.mkdir(path.dirname(place), { recursive: true });
    await fs.writeFile(place, file.text);
  }
}

/** Loads the folder and gives what was wrong with it. */
async function load(from = folder): Promise<string[]> {
  const broken: string[] = [];
  const { url, secretKey } = database.embedded;
  await loadQuestionLibrary({ url, secretKey, folder: from, onBroken: (message) => broken.push(message) });
  return broken;
}

const read = async () =>
  must(
    await database.service
      .from('questions')
      .select('slug, title, state, published_version, revision, question_versions(version)')
      .like('slug', 'test-%')
      .order('slug'),
  ).map(({ question_versions, ...row }) => ({ ...row, versions: question_versions.length }));

test('[question library] follows its folder: new, changed, unchanged, gone and back', async () => {
  await write('test-one');
  await write('test-two', { title: 'Rotate a list' });
  expect(await load()).toEqual([]);
  const first = await read();
  expect(first).toMatchObject([
    { slug: 'test-one', title: 'Reverse a list', state: 'published', published_version: 1, versions: 1 },
    { slug: 'test-two', title: 'Rotate a list', state: 'published', published_version: 1, versions: 1 },
  ]);
  await load();
  expect(await read()).toEqual(first);

  await write('test-one', { title: 'Reverse a linked list' });
  await fs.rename(path.join(folder, 'test-two'), path.join(folder, '.hidden'));
  await load();
  expect(await read()).toMatchObject([
    { title: 'Reverse a linked list', published_version: 2, versions: 2 },
    { state: 'retired', versions: 1 },
  ]);
  await fs.rename(path.join(folder, '.hidden'), path.join(folder, 'test-two'));
  await load();
  expect((await read())[1]).toMatchObject({ state: 'published', versions: 1 });
});

test('[question library] leaves out a folder that is no question, by name, and loads the others', async () => {
  await fs.mkdir(path.join(folder, 'test-bad'));
  await fs.writeFile(path.join(folder, 'test-bad', 'question.json'), '{');
  await fs.writeFile(path.join(folder, 'README.md'), 'No question.');
  await write('test-good');
  expect(await load()).toEqual([expect.stringMatching(/^test-bad\/question\.json is no JSON/)]);
  expect((await read()).map(({ slug }) => slug)).toContain('test-good');
});

test('[question library] is left as it is where its folder is missing', async () => {
  const before = await read();
  expect(await load(path.join(folder, 'nowhere'))).toEqual([]);
  expect(await read()).toEqual(before);
});
