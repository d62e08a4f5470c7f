import { expect, test } from 'vitest';
import { MAX_CASE_MEMORY_BYTES, MIN_MEMORY_BYTES } from './limits.ts';
import { nameOfCase, testSuiteSchema } from './test-suite.ts';

const twoSum = {
  kind: 'function',
  function: 'twoSum',
  cases: [
    { input: [[2, 7, 11, 15], 9], expected: [0, 1] },
    { input: [[3, 3], 6], expected: [0, 1], hidden: true, name: 'Equal numbers' },
  ],
};
const doubling = { kind: 'stdio', cases: [{ stdin: '2\n', expected: '4\n' }] };

/** The messages of what is wrong, with their places. */
function problemsOf(suite: unknown): string[] {
  const parsed = testSuiteSchema.safeParse(suite);
  return parsed.success
    ? []
    : parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
}

test('takes the shortest way of writing tests down and fills in the rest', () => {
  expect(testSuiteSchema.parse(twoSum)).toMatchObject({
    comparison: { type: 'equal', tolerance: 0, anyOrder: false },
    cases: [
      { hidden: false, weight: 1 },
      { hidden: true, weight: 1 },
    ],
  });
  expect(testSuiteSchema.parse(doubling)).toMatchObject({ comparison: { type: 'lines' } });
});

test('a case with too few arguments is named', () => {
  const cases = [...twoSum.cases, { input: [[1]], expected: [] }];
  expect(problemsOf({ ...twoSum, cases })).toEqual([
    'cases.2.input: This case has 1 arguments where 2 are expected.',
  ]);
  expect(problemsOf({ ...twoSum, parameters: ['int[]', 'int', 'int'] })).toHaveLength(2);
});

test.each([
  ['a misspelt key', { ...twoSum, cases: [{ input: [], expected: 1, hiden: true }] }],
  ['a kind we do not know', { ...twoSum, kind: 'script' }],
  ['a name that is code', { ...twoSum, function: 'f(); evil' }],
  ['a type we do not know', { ...twoSum, parameters: ['int[][][][]', 'int'] }],
  ['no cases', { ...twoSum, cases: [] }],
  ['an answer that is no text', { ...doubling, cases: [{ stdin: '', expected: 4 }] }],
  ['a comparison of the other kind', { ...doubling, comparison: { type: 'equal' } }],
  [
    'a checker without source',
    { ...twoSum, comparison: { type: 'checker', language: 'python', source: '' } },
  ],
  ['a negative weight', { ...doubling, cases: [{ stdin: '', expected: '', weight: -1 }] }],
])('refuses %s', (_what, suite) => {
  expect(problemsOf(suite).length).toBeGreaterThan(0);
});

test.each([
  ['function', twoSum],
  ['stdio', doubling],
])('a %s case has memory of its own within what the service allows', (_kind, suite) => {
  const withMemory = (memoryBytes: unknown) => ({
    ...suite,
    cases: suite.cases.map((one) => ({ ...one, memoryBytes })),
  });
  for (const memoryBytes of [MIN_MEMORY_BYTES, MAX_CASE_MEMORY_BYTES])
    expect(testSuiteSchema.parse(withMemory(memoryBytes)).cases[0]).toMatchObject({ memoryBytes });
  for (const memoryBytes of [MIN_MEMORY_BYTES - 1, MAX_CASE_MEMORY_BYTES + 1, MIN_MEMORY_BYTES + 0.5])
    expect(problemsOf(withMemory(memoryBytes))[0]).toBe(
      'cases.0.memoryBytes: A case may have from 16777216 bytes (16 MB) to 1073741824 bytes (1 GB) of memory.',
    );
  expect(problemsOf(withMemory('64 MB'))).toHaveLength(suite.cases.length);
});

test('refuses more than a room should carry', () => {
  const one = { input: ['x'.repeat(300_000)], expected: 1 };
  expect(problemsOf({ ...twoSum, cases: [one, one, one, one] })).toContain(
    ': The tests are larger than 1 MB together.',
  );
});

test('a case without a name is called by its place', () => {
  expect(nameOfCase({}, 0)).toBe('Case 1');
  expect(nameOfCase({ name: 'Empty list' }, 0)).toBe('Empty list');
});
