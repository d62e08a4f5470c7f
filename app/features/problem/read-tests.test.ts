import { expect, test } from 'vitest';
import { describeFaults, readTests } from './read-tests.ts';

const CASE = { input: [1], expected: 2 };
const SUITE = { kind: 'function', function: 'add', cases: [CASE] };

function told(tests: unknown): string {
  const text = typeof tests === 'string' ? tests : JSON.stringify(tests, null, 2);
  const { faults } = readTests(text);
  return faults ? describeFaults(faults) : 'none';
}

test('reads tests of a function and of a program, with what they leave out', () => {
  expect(readTests(JSON.stringify(SUITE)).tests).toMatchObject({
    comparison: { type: 'equal', tolerance: 0, anyOrder: false },
    cases: [{ input: [1], expected: 2, hidden: false, weight: 1 }],
  });
  const program = { kind: 'stdio', cases: [{ stdin: '1\n', expected: '2\n', hidden: true }] };
  expect(readTests(JSON.stringify(program)).tests).toMatchObject({ comparison: { type: 'lines' } });
});

test('reads an empty text as no tests', () => {
  expect(readTests(' \n')).toEqual({ tests: null, faults: null });
});

test.each([
  ['what is not JSON', '{\n  "kind": "function",\n}', 'Line 3: Remove the comma before this }.'],
  ['a list', [CASE], 'Line 1: Tests are an object: {"kind": "function", "function": …, "cases": […]}.'],
  ['no kind', { cases: [CASE] }, 'Line 1: "kind" is missing. Write "function" to call a function'],
  ['another kind', { ...SUITE, kind: 'method' }, 'Line 2: "kind" does not fit. Write "function" to call'],
  ['no function', { kind: 'function', cases: [CASE] }, '"function" is missing. Give the name'],
  [
    'a name that is none',
    { ...SUITE, function: 'two sum' },
    'Line 3: A function name has letters, digits and _.',
  ],
  ['no cases', { ...SUITE, cases: [] }, '"cases" is empty. List at least one case'],
  [
    'too many cases',
    { ...SUITE, cases: Array(201).fill(CASE) },
    'There are more than 200 in "cases". Shorten it.',
  ],
  [
    'a slip of the key',
    { ...SUITE, cases: [{ ...CASE, hiden: true }] },
    'Line 5, case 1: There is no "hiden" here. Did you mean "hidden"?',
  ],
  [
    'an unknown key',
    { ...SUITE, author: 'me' },
    'Line 1: There is no "author" here. Remove it, or use one of these: kind, function, parameters, returns, comparison, cases.',
  ],
  [
    'one argument without a list',
    { ...SUITE, cases: [CASE, { input: 5, expected: 1 }] },
    'case 2: "input" does not fit. List the arguments in order',
  ],
  [
    'no expected value',
    { ...SUITE, cases: [{ input: [1] }] },
    'case 1: "expected" is missing. Give the value that the function returns',
  ],
  ['a case that is none', { ...SUITE, cases: [7] }, 'case 1: A case is an object'],
  [
    'hidden as text',
    { ...SUITE, cases: [{ ...CASE, hidden: 'yes' }] },
    '"hidden" does not fit. Write true or false',
  ],
  [
    'a weight below zero',
    { ...SUITE, cases: [{ ...CASE, weight: -1 }] },
    '"weight" does not fit. Give a number from 0 to 1000',
  ],
  [
    'less memory than any program has',
    { ...SUITE, cases: [{ ...CASE, memoryBytes: 64 }] },
    '"memoryBytes" does not fit. Give whole bytes from 16777216 (16 MB) to 1073741824 (1 GB), or leave it out.',
  ],
  [
    'memory with a unit',
    { ...SUITE, cases: [{ ...CASE, memoryBytes: '64 MB' }] },
    '"memoryBytes" does not fit. Give whole bytes',
  ],
  [
    'another number of arguments',
    { ...SUITE, cases: [CASE, { input: [1, 2], expected: 1 }] },
    'case 2: This case has 2 arguments where 1 are expected.',
  ],
  ['an unknown type', { ...SUITE, parameters: ['integer'] }, 'A type is int, long, double, bool or string'],
  [
    'an unknown comparison',
    { ...SUITE, comparison: { type: 'same' } },
    '"type" does not fit. Write "equal" or "checker".',
  ],
  [
    'a program that prints no text',
    { kind: 'stdio', cases: [{ stdin: '', expected: 7 }] },
    '"expected" does not fit. Give the text that the program prints',
  ],
])('says what to do about %s', (_what, tests, said) => {
  expect(told(tests)).toContain(said);
});

test('tells a few faults and how many more there are', () => {
  const lines = told({ ...SUITE, cases: Array(10).fill({ input: 1, expected: 1 }) }).split('\n');
  expect(lines).toHaveLength(7);
  expect(lines.at(-1)).toBe('And 4 more.');
});

test('refuses tests that are too large, formatted or not', () => {
  expect(told(`${JSON.stringify(SUITE)}${' '.repeat(4_000_000)}`)).toContain('larger than 1 MB');
  const large = { ...SUITE, cases: [{ input: ['x'.repeat(1_100_000)], expected: 1 }] };
  expect(told(large)).toContain('larger than 1 MB');
});

test('says nothing of how the check works inside', () => {
  const odd = [
    {},
    null,
    5,
    { kind: {} },
    { ...SUITE, cases: {} },
    { ...SUITE, cases: [null, [], { a: { b: 1 } }] },
  ];
  for (const tests of odd) expect(told(tests)).not.toMatch(/invalid|zod|union|undefined|discriminator/i);
});
