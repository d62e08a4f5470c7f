import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DIFFICULTIES } from '#core/question.ts';
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

describe('the library as a whole', () => {
  const questions = SLUGS.map((slug) => readQuestionFolder(readFiles(slug)));
  const coding = questions.filter(({ kind }) => kind === 'coding');
  const inFour = coding.filter(({ solutions }) =>
    (['python', 'javascript', 'typescript', 'java'] as const).every((id) => solutions[id]),
  );

  test('has no two questions with the same title', () => {
    expect(new Set(questions.map(({ title }) => title)).size).toBe(questions.length);
  });

  test('has enough of each kind, and of coding questions in four languages at each difficulty', () => {
    expect(inFour.length).toBeGreaterThanOrEqual(24);
    for (const level of DIFFICULTIES) {
      const { length } = inFour.filter(({ difficulty }) => difficulty === level);
      expect(length, level).toBeGreaterThanOrEqual(8);
    }
    expect(coding.filter(({ solutions }) => solutions.sql).length).toBeGreaterThanOrEqual(2);
    expect(questions.filter(({ kind }) => kind === 'system_design').length).toBeGreaterThanOrEqual(4);
    expect(questions.filter(({ kind }) => kind === 'behavioural').length).toBeGreaterThanOrEqual(4);
  });

  test('gives each question a guide, follow-ups, a rubric, and hints: three but for behavioural ones', () => {
    const poor = questions.filter(
      ({ kind, guide, followUps, rubric, hints }) =>
        !guide ||
        followUps.length < 3 ||
        rubric.length < 3 ||
        hints.length < (kind === 'behavioural' ? 1 : 3),
    );
    expect(poor.map(({ title }) => title)).toEqual([]);
  });
});
