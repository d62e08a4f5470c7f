import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { checkQuestion, type LanguageVerdict } from '#core/question-check.ts';
import { QuestionFolderError } from '#core/question-folder.ts';
import { testInSandbox } from '#core/sandbox-client.ts';
import { startService, TOKEN } from '#sandbox/tests/harness.ts';
import { LIBRARY_FOLDER, listSlugs, readLibraryQuestion } from '#supabase/question-library.ts';

/**
 * `npm run questions [slug or folder…]`: verifies questions of the library, all of them unless some are named, or
 * questions in folders elsewhere. In each language the reference solution must pass every test in the sandbox, and the
 * starter must not.
 */
const wanted = process.argv.slice(2);
const questions = wanted.length > 0 ? wanted.map(find) : listSlugs(LIBRARY_FOLDER).map(find);

const service = await startService();
let failures = 0;
try {
  for (const { folder, slug } of questions) failures += (await verify(folder, slug)) ? 0 : 1;
} finally {
  await service.stop();
}
process.stdout.write(`${questions.length - failures} of ${questions.length} verified\n`);
process.exitCode = failures === 0 ? 0 : 1;

/** Where a question stands that is named by its slug in the library or by its folder. */
function find(name: string): { folder: string; slug: string } {
  const inLibrary = path.join(LIBRARY_FOLDER, name);
  const folder = fs.existsSync(inLibrary) ? inLibrary : path.resolve(name);
  if (fs.existsSync(path.join(folder, 'question.json')))
    return { folder: path.dirname(folder), slug: path.basename(folder) };
  process.stderr.write(`${name} is neither a question of the library nor a folder with a question.json.\n`);
  process.exit(1);
}

async function verify(folder: string, slug: string): Promise<boolean> {
  const say = (mark: 'ok' | 'FAIL', text: string) =>
    process.stdout.write(`${mark.padEnd(5)}${slug.padEnd(32)}${text}\n`);
  try {
    const { question } = readLibraryQuestion(folder, slug);
    const interviewId = randomUUID();
    const { isVerified, gaps, languages } = await checkQuestion(
      question,
      (run) =>
        testInSandbox(
          { url: service.url, token: TOKEN },
          { ...run, runId: randomUUID(), interviewId },
          { signal: new AbortController().signal, onTrouble: () => {} },
        ),
      (verdict) => say(verdict.problem === null ? 'ok' : 'FAIL', describe(verdict)),
    );
    for (const gap of gaps) say('FAIL', gap);
    if (isVerified && languages.length === 0) say('ok', `nothing to run (${question.kind})`);
    return isVerified;
  } catch (error) {
    if (!(error instanceof QuestionFolderError)) throw error;
    say('FAIL', error.message);
    return false;
  }
}

function describe({ language, solution, starter, problem }: LanguageVerdict): string {
  if (problem !== null) return `${language.padEnd(12)}${problem}`;
  return `${language.padEnd(12)}solution ${solution?.passed}/${solution?.total}, starter ${starter?.passed}/${starter?.total}`;
}
