import type { z } from 'zod';
import { MAX_CASE_MEMORY_BYTES, MIN_MEMORY_BYTES } from '#core/limits.ts';
import {
  functionCaseSchema,
  functionSuiteSchema,
  stdioCaseSchema,
  stdioSuiteSchema,
} from '#core/test-suite.ts';
import type { JsonPath } from './json-text.ts';

type Issue = z.core.$ZodIssue;

/** What each key wants, said where it is missing or has another type. */
const WANTED: Record<string, string> = {
  kind: 'Write "function" to call a function, or "stdio" to start the program with an input.',
  function: 'Give the name of the function, such as "two_sum".',
  parameters: 'List the type of each parameter, such as ["int[]", "int"], or leave it out.',
  returns: 'Give the type of the result, such as "int[]", or leave it out.',
  comparison: 'Write an object such as {"type": "equal", "anyOrder": true}, or leave it out.',
  cases: 'List at least one case: {"input": [[2, 7, 11, 15], 9], "expected": [0, 1]}.',
  name: 'Give a text of 1 to 80 characters, or leave it out.',
  input: 'List the arguments in order, such as [[2, 7, 11, 15], 9]. A single argument is a list too: [5].',
  stdin: 'Give the text that the program reads, such as "3 4\\n".',
  hidden: 'Write true or false, or leave it out.',
  weight: 'Give a number from 0 to 1000, or leave it out.',
  timeMs: 'Give whole milliseconds from 100 to 60000, or leave it out.',
  memoryBytes: `Give whole bytes from ${MIN_MEMORY_BYTES} (16 MB) to ${MAX_CASE_MEMORY_BYTES} (1 GB), or leave it out.`,
  tolerance: 'Give a number from 0 to 1, such as 0.000001.',
  anyOrder: 'Write true or false, or leave it out.',
  language: 'Write "python" or "javascript".',
  source: 'Give the program text of the checker.',
};

/**
 * One finding of the schema of tests as a sentence that says what to do. Hides how schemas talk: people who write
 * tests need not know that there is one.
 * @param value what stands at the issue's path, undefined when it is missing
 */
export function describeIssue(issue: Issue, value: unknown): string {
  if (issue.code === 'custom' || issue.code === 'invalid_format') return issue.message;
  if (issue.code === 'unrecognized_keys') return describeUnknownKeys(issue.keys, issue.path);
  const key = issue.path.findLast((step) => typeof step === 'string');
  if (typeof key !== 'string')
    return 'Tests are an object: {"kind": "function", "function": …, "cases": […]}.';
  if (issue.path.length === 2 && key === 'cases')
    return 'A case is an object with an input and what is expected.';
  const subject = value === undefined ? `"${key}" is missing.` : describeWrong(issue, key);
  return [subject, wantedAt(issue, key)].filter(Boolean).join(' ');
}

function describeWrong(issue: Issue, key: string): string {
  if (issue.code === 'too_big' && issue.origin === 'string')
    return `"${key}" is longer than ${issue.maximum} characters.`;
  if (issue.code === 'too_big' && issue.origin === 'array')
    return `There are more than ${issue.maximum} in "${key}".`;
  if (issue.code === 'too_small' && issue.origin === 'array') return `"${key}" is empty.`;
  return `"${key}" does not fit.`;
}

function wantedAt(issue: Issue, key: string): string {
  if (issue.code === 'too_big' && issue.origin !== 'number') return 'Shorten it.';
  if (issue.code === 'invalid_union' && key === 'type') {
    const options = 'options' in issue && Array.isArray(issue.options) ? issue.options : [];
    return `Write ${listWords(options.map((option) => `"${String(option)}"`))}.`;
  }
  if (key !== 'expected') return WANTED[key] ?? '';
  return issue.code === 'invalid_type'
    ? 'Give the text that the program prints, such as "7\\n".'
    : 'Give the value that the function returns, such as [0, 1].';
}

function describeUnknownKeys(keys: readonly string[], path: JsonPath): string {
  const known = knownKeys(path);
  const unknown = listWords(
    keys.map((key) => `"${key}"`),
    'and',
  );
  const meant = known.find((name) => keys.length === 1 && isAlike(name, keys[0] ?? ''));
  if (meant) return `There is no ${unknown} here. Did you mean "${meant}"?`;
  return `There is no ${unknown} here. Remove it, or use one of these: ${known.join(', ')}.`;
}

function knownKeys(path: JsonPath): string[] {
  if (path[0] === 'comparison') return ['type', 'tolerance', 'anyOrder', 'language', 'source'];
  const schemas =
    path.length === 0 ? [functionSuiteSchema, stdioSuiteSchema] : [functionCaseSchema, stdioCaseSchema];
  return [...new Set(schemas.flatMap((schema) => Object.keys(schema.shape)))];
}

/** Whether two names have the same letters but for two, in whatever order: typing slips, not other words. */
function isAlike(known: string, typed: string): boolean {
  const rest = [...typed.toLowerCase()];
  let missing = 0;
  for (const letter of known.toLowerCase()) {
    const at = rest.indexOf(letter);
    if (at < 0) missing += 1;
    else rest.splice(at, 1);
  }
  return missing + rest.length <= 2;
}

function listWords(words: readonly string[], joint = 'or'): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} ${joint} ${words.at(-1)}`;
}
