import { expect, test } from 'vitest';
import { type QuestionFile, questionSchema } from '#core/question.ts';
import { draftToLists, listsToDraft, makeRubricKey, type QuestionLists } from './question-draft.ts';
import { describeQuestionIssue, fieldOfIssue, findStorageFault } from './question-issues.ts';

const file = (path: string, text = ''): QuestionFile => ({ path, text });

test('what a form shows of a question is sent back as it was, the first file first', () => {
  const lists: QuestionLists = {
    starters: { python: [file('main.py'), file('a.py', 'x')], go: [file('main.go')] },
    solutions: { python: [file('main.py', 'y')] },
    hints: ['One', 'Two'],
    followUps: ['Why?'],
    rubric: [{ id: 'edge', title: 'Edge cases', levels: { weak: 'a', sound: 'b', strong: 'c' } }],
  };
  expect(draftToLists(listsToDraft(lists))).toEqual(lists);
});

test('a language whose files were all removed has none', () => {
  const draft = listsToDraft({
    starters: { python: [file('main.py')] },
    solutions: {},
    hints: [],
    followUps: [],
    rubric: [],
  });
  const code = draft.code.map((one) => ({ ...one, starters: [] }));
  expect(draftToLists({ ...draft, code }).starters).toEqual({});
});

test.each([
  ['Edge cases', [], 'edge-cases'],
  ['Edge cases', ['edge-cases', 'edge-cases-2'], 'edge-cases-3'],
  ['2. Größe!', [], 'gro-e'],
  ['字', [], 'row'],
  ['x'.repeat(80), [], 'x'.repeat(32)],
])('the key of a row called %s is letters, digits and hyphens, and its own', (title, others, key) => {
  expect(makeRubricKey(title, others)).toBe(key);
});

test('what is wrong with a question is said in words, at its field', () => {
  const { error } = questionSchema.safeParse({
    title: '',
    kind: 'riddle',
    difficulty: 'easy',
    minutes: 500,
    tags: ['ok', 'Not ok'],
    statement: 'x',
    starters: { python: [file('a.py'), file('a.py')], cobol: [] },
    hints: [''],
    rubric: [{ id: 'a', title: 'A', levels: { weak: '', sound: 'b', strong: 'c' } }],
    colour: 'red',
  });
  const said = Object.fromEntries(
    (error?.issues ?? []).map((issue) => [fieldOfIssue(issue), describeQuestionIssue(issue)]),
  );
  expect(said).toMatchObject({
    title: 'Give it a title of 3 to 120 characters.',
    kind: 'Choose a kind.',
    minutes: 'Give whole minutes from 3 to 180.',
    'starters.python': 'Two files have the same path.',
    'hints.0': 'Write the hint, in at most 1,000 characters, or remove it.',
    'rubric.0.levels.weak': 'Say in at most 400 characters what such an answer is like.',
  });
  for (const words of Object.values(said)) expect(words).not.toMatch(/expected|invalid|Too (small|big)/i);
});

test('what Postgres cannot store is found wherever it is', () => {
  const question = questionSchema.parse({
    title: 'Any',
    kind: 'coding',
    difficulty: 'easy',
    minutes: 5,
    statement: 'x',
    tests: { kind: 'function', function: 'f', cases: [{ input: [{ 'a\0': 1 }], expected: 1 }] },
  });
  expect(findStorageFault(question)).toContain('U+0000');
  expect(findStorageFault({ ...question, tests: null, statement: '\\u0000' })).toBeNull();
  expect(findStorageFault({ ...question, tests: null, statement: '\ud800' })).toContain('cannot be stored');
});
