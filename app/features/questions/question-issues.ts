import type { z } from 'zod';
import {
  MAX_FOLLOW_UPS,
  MAX_HINTS,
  MAX_QUESTION_BYTES,
  MAX_QUESTION_FILES,
  MAX_RUBRIC_ROWS,
  MAX_TAGS,
  type Question,
} from '#core/question.ts';

type Issue = z.core.$ZodIssue;

/** What each field wants, said where it is missing or does not fit. */
const WANTED: Record<string, string> = {
  title: 'Give it a title of 3 to 120 characters.',
  kind: 'Choose a kind.',
  difficulty: 'Choose a difficulty.',
  minutes: 'Give whole minutes from 3 to 180.',
  tags: `Give at most ${MAX_TAGS} tags such as hash-map: small letters, digits, + and -.`,
  statement: 'Write what the candidate is asked, in at most 50,000 characters.',
  guide: 'Use at most 50,000 characters.',
  hints: `Give at most ${MAX_HINTS} hints.`,
  'hints.*': 'Write the hint, in at most 1,000 characters, or remove it.',
  followUps: `Give at most ${MAX_FOLLOW_UPS} follow-up questions.`,
  'followUps.*': 'Write the question, in at most 500 characters, or remove it.',
  rubric: `Give at most ${MAX_RUBRIC_ROWS} rows.`,
  'rubric.*.title': 'Say in at most 80 characters what is looked for.',
  'rubric.*.levels': 'Say in at most 400 characters what such an answer is like.',
  files: `Give 1 to ${MAX_QUESTION_FILES} files.`,
  path: 'Give a path such as main.py.',
  text: 'Use at most 65,536 characters.',
};

/** The place of a finding in the form: `title`, `hints.2`, `rubric.0.levels.weak`, `starters.python.0.path`. */
export function fieldOfIssue({ path }: Issue): string {
  const [first, ...rest] = path.map(String);
  if (first === undefined) return 'form';
  // Tags are one field, and tests say by themselves where something is wrong.
  return first === 'tags' || first === 'tests' ? first : [first, ...rest].join('.');
}

/** One finding of the schema of questions as a sentence that says what to do. */
export function describeQuestionIssue(issue: Issue): string {
  if (issue.code === 'custom') return issue.message;
  const [first, ...rest] = issue.path.map(String);
  if (first === undefined) return 'This is no question.';
  if (issue.code === 'unrecognized_keys')
    return `There is no ${issue.keys.map((key) => `"${key}"`).join(', ')} here.`;
  const wanted = WANTED[keyOf(first, rest)];
  // A path knows best what is wrong with it.
  if (issue.code === 'invalid_format' && first !== 'tags' && issue.message) return issue.message;
  return wanted ?? issue.message;
}

function keyOf(first: string, rest: readonly string[]): string {
  if (first === 'starters' || first === 'solutions') return rest[2] ?? 'files';
  if (first === 'tags' || rest.length === 0) return first;
  if (first === 'rubric') return rest[1] === 'levels' ? 'rubric.*.levels' : 'rubric.*.title';
  return `${first}.*`;
}

/** U+0000 and halves of pairs, which Postgres does not store. */
const NOT_STORABLE = /\0|\p{Cs}/u;

/** Whether the database can keep this text. */
export function isStorable(text: string): boolean {
  return !NOT_STORABLE.test(text);
}

/** Why the database cannot keep a question that fits otherwise, in a sentence; null when it can. */
export function findStorageFault(question: Question): string | null {
  if (hasUnstorable(question))
    return 'Some text has a character that cannot be stored, such as U+0000. Remove it.';
  if (new TextEncoder().encode(JSON.stringify(question)).length > MAX_QUESTION_BYTES)
    return `The question is larger than ${MAX_QUESTION_BYTES / 1024 / 1024} MB together. Shorten its tests or files.`;
  return null;
}

function hasUnstorable(value: unknown): boolean {
  if (typeof value === 'string') return !isStorable(value);
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([key, one]) => !isStorable(key) || hasUnstorable(one));
}
