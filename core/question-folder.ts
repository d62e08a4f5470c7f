import { LANGUAGE_IDS, type LanguageId } from './languages.ts';
import { type FilesByLanguage, type Question, type QuestionFile, questionSchema } from './question.ts';

/**
 * A question as a folder of files, which people edit and keep under version control:
 *
 *   question.json                    title, kind, difficulty, tags, minutes, hints, follow-ups, rubric
 *   statement.md · guide.md          Markdown
 *   tests.json                       the suite, where there is one
 *   starters/<language>/<path>       what the candidate begins with
 *   solutions/<language>/<path>      reference solutions
 *
 * The first file of a language is the one that `question.json` names under `entries`, or else the first by path.
 */

/** A folder that is no question. The message names the file and says what is wrong. */
export class QuestionFolderError extends Error {
  override name = 'QuestionFolderError';
}

const SETS = ['starters', 'solutions'] as const;

/** The files of a question's folder, in a fixed order. */
export function writeQuestionFolder(question: Question): QuestionFile[] {
  const { statement, guide, tests, starters, solutions, ...rest } = question;
  const entries: Partial<Record<LanguageId, string>> = {};
  const files: QuestionFile[] = [];
  for (const [set, byLanguage] of [
    ['starters', starters],
    ['solutions', solutions],
  ] as const) {
    for (const id of LANGUAGE_IDS) {
      const own = byLanguage[id];
      if (!own) continue;
      const paths = own.map(({ path }) => path);
      if (paths[0] !== firstByPath(paths)) entries[id] = paths[0] as string;
      for (const { path, text } of own) files.push({ path: `${set}/${id}/${path}`, text });
    }
  }
  const head = Object.keys(entries).length > 0 ? { ...rest, entries } : rest;
  return [
    { path: 'question.json', text: toJson(head) },
    { path: 'statement.md', text: `${statement}\n` },
    ...(guide === '' ? [] : [{ path: 'guide.md', text: `${guide}\n` }]),
    ...(tests ? [{ path: 'tests.json', text: toJson(tests) }] : []),
    ...files,
  ];
}

/** The question in these files. Throws `QuestionFolderError`. */
export function readQuestionFolder(files: readonly QuestionFile[]): Question {
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  const head = parseObject('question.json', texts.get('question.json'));
  const statement = texts.get('statement.md');
  if (statement === undefined) throw new QuestionFolderError('statement.md is missing.');
  const { entries = {}, ...rest } = head;
  const tests = texts.get('tests.json');
  const result = questionSchema.safeParse({
    ...rest,
    statement,
    guide: texts.get('guide.md') ?? '',
    tests: tests === undefined ? null : parseObject('tests.json', tests),
    starters: collect('starters', files, entries),
    solutions: collect('solutions', files, entries),
  });
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new QuestionFolderError(
    `${fileOfIssue(issue?.path ?? [])}: ${issue?.message ?? 'it cannot be read.'}`,
  );
}

function collect(
  set: (typeof SETS)[number],
  files: readonly QuestionFile[],
  entries: unknown,
): FilesByLanguage {
  const found: FilesByLanguage = {};
  for (const { path, text } of files) {
    const [folder, language, ...rest] = path.split('/');
    if (folder !== set || language === undefined || rest.length === 0) continue;
    if (!isLanguage(language)) throw new QuestionFolderError(`${path}: ${language} is no language of ours.`);
    found[language] = [...(found[language] ?? []), { path: rest.join('/'), text }];
  }
  for (const id of LANGUAGE_IDS) {
    const own = found[id];
    if (!own) continue;
    const named = (entries as Partial<Record<string, unknown>>)[id];
    const first = own.some(({ path }) => path === named) ? named : firstByPath(own.map(({ path }) => path));
    found[id] = own.toSorted(
      (a, b) => Number(b.path === first) - Number(a.path === first) || (a.path < b.path ? -1 : 1),
    );
  }
  return found;
}

function parseObject(path: string, text: string | undefined): Record<string, unknown> {
  if (text === undefined) throw new QuestionFolderError(`${path} is missing.`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new QuestionFolderError(`${path} is no JSON: ${(error as Error).message}`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new QuestionFolderError(`${path} must hold one JSON object.`);
  return value as Record<string, unknown>;
}

function fileOfIssue([first, ...rest]: readonly PropertyKey[]): string {
  const where = rest.map(String).join('.');
  if (first === 'statement' || first === 'guide') return `${first}.md`;
  if (first === 'tests') return where === '' ? 'tests.json' : `tests.json, ${where}`;
  if (first === 'starters' || first === 'solutions') return `${first}/${rest.map(String).join('/')}`;
  return first === undefined ? 'question.json' : `question.json, ${[first, ...rest].map(String).join('.')}`;
}

function firstByPath(paths: readonly string[]): string | undefined {
  return paths.toSorted()[0];
}

function isLanguage(name: string): name is LanguageId {
  return (LANGUAGE_IDS as readonly string[]).includes(name);
}

function toJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
