import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkQuestion } from '#core/question-check.ts';
import { readQuestionFolder, writeQuestionFolder } from '#core/question-folder.ts';
import { testInSandbox } from '#core/sandbox-client.ts';
import { REPOSITORY, type Service, startService, TOKEN } from './harness.ts';

const FOLDER = path.join(REPOSITORY, 'supabase/questions');
const SLUGS = fs.readdirSync(FOLDER).sort();

function readFiles(slug: string): { path: string; text: string }[] {
  const folder = path.join(FOLDER, slug);
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const file = path.join(entry.parentPath, entry.name);
      return { path: path.relative(folder, file), text: fs.readFileSync(file, 'utf8') };
    });
}

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

describe.concurrent('every question of the library', () => {
  test.each(SLUGS)(
    '%s is verified: its solutions pass every test, its starters do not',
    async (slug) => {
      const question = readQuestionFolder(readFiles(slug));
      expect(readQuestionFolder(writeQuestionFolder(question))).toEqual(question);
      // each in a queue of its own, as interviews have
      const interviewId = randomUUID();
      const { signal } = new AbortController();
      const verdict = await checkQuestion(question, (run) =>
        testInSandbox(
          { url: service.url, token: TOKEN },
          { ...run, runId: randomUUID(), interviewId },
          { signal, onTrouble: () => {} },
        ),
      );
      expect(verdict.gaps).toEqual([]);
      expect(
        verdict.languages.flatMap(({ language, problem }) => (problem ? [{ language, problem }] : [])),
      ).toEqual([]);
    },
    240_000,
  );
});

test('no two questions have the same title', () => {
  const titles = SLUGS.map((slug) => readQuestionFolder(readFiles(slug)).title);
  expect(new Set(titles).size).toBe(titles.length);
});
