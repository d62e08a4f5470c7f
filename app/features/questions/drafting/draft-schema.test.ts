import { expect, test } from 'vitest';
import { MAX_FINDINGS } from './draft-limits.ts';
import { type DraftRequestInput, draftRequestSchema } from './draft-request.ts';
import { describeDraftTool, readDraft } from './draft-schema.ts';

const ask = (change: Partial<DraftRequestInput> = {}) =>
  draftRequestSchema.parse({
    topic: 'Sums of a list',
    kind: 'coding',
    difficulty: 'hard',
    languages: ['python'],
    ...change,
  });

const row = (title: string) => ({ title, weak: 'Wrong', sound: 'Right', strong: 'Proven' });
const program = (language: string) => ({ language, starter: `start ${language}`, solution: 'solve\n' });

const TALK = {
  title: 'Sums',
  tags: ['Hash Map', 'sorting'],
  minutes: 20,
  statement: '# Sums',
  hints: ['Add.', 'Add all.'],
  guide: 'One pass.',
  follow_ups: ['And a stream?'],
  rubric: [row('Edge cases'), row('Edge cases')],
};

const CODING = {
  ...TALK,
  function: 'sum_of',
  parameters: ['int[]'],
  returns: 'int',
  any_order: false,
  tolerance: 0,
  cases: Array.from({ length: 6 }, (_, n) => ({
    ...{ name: `Case ${n}`, hidden: n > 1, input: [[n, n]], expected: 2 * n },
  })),
  programs: [program('python')],
};

test('what a model wrote becomes a question of the kind and difficulty that were asked for', () => {
  const { question } = readDraft(CODING, ask());
  expect(question).toMatchObject({
    ...{ title: 'Sums', kind: 'coding', difficulty: 'hard', tags: ['hash-map', 'sorting'], minutes: 20 },
    starters: { python: [{ path: 'main.py', text: 'start python\n' }] },
    solutions: { python: [{ path: 'main.py', text: 'solve\n' }] },
    followUps: ['And a stream?'],
    rubric: [{ id: 'edge-cases' }, { id: 'edge-cases-2' }],
  });
  expect(question?.tests).toMatchObject({ kind: 'function', function: 'sum_of', returns: 'int' });
  expect(question?.tests?.cases.filter(({ hidden }) => hidden)).toHaveLength(4);
});

test('minutes that were asked for hold, whatever the model thinks', () => {
  expect(readDraft(CODING, ask({ minutes: 45 })).question?.minutes).toBe(45);
});

test('a question without code has no tests, and is told so when it brings some', () => {
  const request = ask({ kind: 'behavioural', languages: [] });
  expect(readDraft(TALK, request).question).toMatchObject({ kind: 'behavioural', tests: null, starters: {} });
  expect(readDraft(CODING, request).findings?.join()).toContain('Unrecognized keys');
});

test.each([
  ['JSON that breaks off', '{"title": "Su', 'broke off'],
  ['no tool at all', undefined, 'no JSON object'],
  ['a missing part', { ...CODING, guide: undefined }, 'guide: '],
  ['a language that nobody asked for', { ...CODING, programs: [program('rust')] }, 'programs.0.language: '],
  [
    'a language that is missing',
    { ...CODING, programs: [] },
    'programs: There must be one program in python, not 0.',
  ],
  ['a language twice', { ...CODING, programs: [program('python'), program('python')] }, 'not 2.'],
  [
    'no hidden tests',
    { ...CODING, cases: CODING.cases.map((one) => ({ ...one, hidden: false })) },
    'cases: There must be at least 4 hidden cases.',
  ],
  [
    'no visible tests',
    { ...CODING, cases: CODING.cases.map((one) => ({ ...one, hidden: true })) },
    'cases: There must be at least 2 cases that are not hidden.',
  ],
  [
    'arguments that do not fit',
    { ...CODING, parameters: ['int', 'int'] },
    'tests.cases.0.input: This case has 1',
  ],
  [
    'a case without a result',
    { ...CODING, cases: CODING.cases.map(({ expected, ...one }) => one) },
    'expected: ',
  ],
  ['a type that no language has', { ...CODING, returns: 'Map' }, 'returns: A type is'],
  ['a statement that is too long', { ...CODING, statement: 'x'.repeat(60_000) }, 'statement: '],
  [
    'a program that is too long',
    { ...CODING, programs: [{ ...program('python'), solution: 'x'.repeat(70_000) }] },
    'solutions.python.0.text: ',
  ],
  ['a character that cannot be stored', { ...CODING, guide: 'a\0b' }, 'cannot be stored'],
  ['a tag that is none', { ...CODING, tags: ['c#'] }, 'tags.0: A tag is like'],
])('%s is refused with what is wrong', (_, input, finding) => {
  const { question, findings } = readDraft(input, ask());
  expect(question).toBeNull();
  expect(findings?.join('\n')).toContain(finding);
});

test('a model is told so many findings and no more', () => {
  const rubric = Array.from({ length: 12 }, () => ({ title: '' }));
  expect(readDraft({ ...CODING, rubric }, ask()).findings).toHaveLength(MAX_FINDINGS);
});

test('the tool says which languages and parts are wanted, as a JSON schema without references', () => {
  const { schema } = describeDraftTool(ask({ languages: ['java', 'python'] }));
  const text = JSON.stringify(schema);
  expect(text).toContain('"enum":["python","java"]');
  expect(text).not.toContain('$ref');
  expect(schema.required).toContain('programs');
  expect(JSON.stringify(describeDraftTool(ask({ kind: 'system_design' })))).not.toContain('programs');
});
