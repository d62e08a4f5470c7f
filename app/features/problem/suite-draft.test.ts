import { expect, test } from 'vitest';
import { type TestSuiteInput, testSuiteSchema } from '#core/test-suite.ts';
import { findDraftFaults } from './draft-faults.ts';
import { readTests } from './read-tests.ts';
import { draftOf, newCase, newDraft, type SuiteDraft, withKind } from './suite-draft.ts';
import { writeDraft, writeTests } from './write-tests.ts';

const SUITES: TestSuiteInput[] = [
  { kind: 'function', function: 'add', cases: [{ input: [1, 2], expected: 3 }] },
  {
    kind: 'function',
    function: 'group',
    parameters: ['string[]', 'int'],
    returns: 'string[][]',
    comparison: { type: 'equal', anyOrder: true, tolerance: 0.001 },
    cases: [
      {
        name: 'Quotes " and \\',
        input: [['a"b', '\n'], 1e21],
        expected: { a: [], b: {}, 'c d': null },
        weight: 2.5,
      },
      { input: [[], -0.5], expected: 'x'.repeat(200), hidden: true, timeMs: 500, memoryBytes: 64 * 2 ** 20 },
    ],
  },
  { kind: 'function', function: 'none', cases: [{ input: [], expected: null, weight: 0 }] },
  {
    kind: 'function',
    function: 'f',
    comparison: {
      type: 'checker',
      language: 'javascript',
      source: 'function check() {\n  return true;\n}\n',
    },
    cases: [{ input: [[[]]], expected: [] }],
  },
  {
    kind: 'stdio',
    comparison: { type: 'tokens', tolerance: 1e-6 },
    cases: [
      { stdin: '3 4\n', expected: '7\n', name: 'Sum', hidden: true },
      { stdin: '', expected: '', memoryBytes: 100_000_001, timeMs: 60_000 },
    ],
  },
  { kind: 'stdio', comparison: { type: 'exact' }, cases: [{ stdin: 'a', expected: 'b' }] },
];

test.each(SUITES.map((suite, index) => ({ index, suite: testSuiteSchema.parse(suite) })))(
  'text and form hold the whole of suite $index',
  ({ suite }) => {
    expect(readTests(writeTests(suite))).toEqual({ tests: suite, faults: null });
    expect(findDraftFaults(draftOf(suite))).toEqual(new Map());
  },
);

test('the text is what one would write: short cases on a line, nothing that is as usual', () => {
  const suite = testSuiteSchema.parse({
    kind: 'function',
    function: 'two_sum',
    cases: [
      { input: [[2, 7, 11, 15], 9], expected: [0, 1] },
      { input: [[3, 3], 6], expected: [0, 1], hidden: true },
    ],
  });
  expect(writeTests(suite)).toBe(`{
  "kind": "function",
  "function": "two_sum",
  "cases": [
    { "input": [[2, 7, 11, 15], 9], "expected": [0, 1] },
    { "input": [[3, 3], 6], "expected": [0, 1], "hidden": true }
  ]
}
`);
});

function draftWith(
  change: Partial<SuiteDraft['cases'][number]>,
  other: Partial<SuiteDraft> = {},
): SuiteDraft {
  const draft = newDraft();
  return {
    ...draft,
    function: 'add',
    cases: draft.cases.map((one) => ({ ...one, input: '1', expected: '2', ...change })),
    ...other,
  };
}

test('what is no value yet stays in the text as it was typed', () => {
  expect(writeDraft(draftWith({ input: '[1, 2', expected: 'oops' }))).toContain(
    '"input": [[1, 2], "expected": oops',
  );
});

test('memory is typed in megabytes and written in bytes', () => {
  const memoryOf = (memoryMb: string) =>
    /"memoryBytes": (.*?) }/.exec(writeDraft(draftWith({ memoryMb })))?.[1] ?? null;
  expect(memoryOf(' 64 ')).toBe('67108864');
  expect(memoryOf('16.1')).toBe('16882074');
  expect(memoryOf('1024')).toBe('1073741824');
  expect(memoryOf('much')).toBe('much');
  expect(memoryOf(' ')).toBeNull();
});

test('what is wrong with several limits is told at each of them', () => {
  const faults = findDraftFaults(draftWith({ timeMs: '1', memoryMb: '2000' }));
  expect([...faults.keys()]).toEqual(['cases.0.timeMs', 'cases.0.memoryMb']);
});

test.each([
  ['cases.0.input', draftWith({ input: '[1, 2' }), 'a closing ] or } is missing'],
  ['cases.0.expected', draftWith({ expected: '' }), 'Give the value that the function returns'],
  ['cases.0.expected', draftWith({ expected: 'True' }), 'Write true instead of True.'],
  ['cases.0.weight', draftWith({ weight: 'much' }), 'Put much in double quotes'],
  ['cases.0.weight', draftWith({ weight: '-1' }), 'from 0 to 1000'],
  ['cases.0.timeMs', draftWith({ timeMs: '5s' }), 'Give whole milliseconds from 100 to 60000'],
  ['cases.0.timeMs', draftWith({ timeMs: '99' }), 'Give whole milliseconds from 100 to 60000'],
  ['cases.0.memoryMb', draftWith({ memoryMb: '64 MB' }), 'Give megabytes from 16 to 1024'],
  ['cases.0.memoryMb', draftWith({ memoryMb: '15' }), 'Give megabytes from 16 to 1024'],
  ['cases.0.memoryMb', draftWith({ memoryMb: '1025' }), 'Give megabytes from 16 to 1024'],
  ['cases.0.name', draftWith({ name: 'x'.repeat(90) }), 'longer than 80'],
  ['function', draftWith({}, { function: '' }), 'A function name has letters'],
  ['parameters', draftWith({}, { parameters: 'text' }), 'A type is int'],
  ['returns', draftWith({}, { returns: 'void' }), 'A type is int'],
  [
    'comparison.tolerance',
    draftWith({}, { comparison: { ...newDraft().comparison, tolerance: '5' } }),
    'from 0 to 1',
  ],
  ['', draftWith({}, { cases: [] }), 'List at least one case'],
])('the form says at %j what is wrong', (key, draft, said) => {
  const faults = findDraftFaults(draft);
  expect([...faults.keys()]).toEqual([key]);
  expect(faults.get(key)).toContain(said);
});

test('a case with another number of arguments is told at its input', () => {
  const draft = draftWith({});
  const second = { ...newCase(draft.cases), input: '1, 2', expected: '3' };
  const faults = findDraftFaults({ ...draft, cases: [...draft.cases, second] });
  expect(faults.get('cases.1.input')).toContain('2 arguments where 1 are expected');
});

test('a new case differs from all others, also after some were removed', () => {
  const cases = [{ ...newCase([]), id: 7 }, newCase([])];
  expect(newCase(cases).id).toBe(8);
});

test('the other kind keeps what was typed and compares in its own way', () => {
  const program = withKind(draftWith({}), 'stdio');
  expect(program.comparison.type).toBe('lines');
  expect(readTests(writeDraft(program)).tests).toMatchObject({ cases: [{ stdin: '1', expected: '2' }] });
  expect(withKind(program, 'function')).toEqual(draftWith({}));
});
