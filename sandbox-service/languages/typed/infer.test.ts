import { expect, test } from 'vitest';
import { type FunctionSuite, type JsonValue, testSuiteSchema } from '#core/test-suite.ts';
import { inferCall } from './infer.ts';

function build(cases: [input: JsonValue[], expected: JsonValue][], more = {}): FunctionSuite {
  return testSuiteSchema.parse({
    kind: 'function',
    function: 'f',
    cases: cases.map(([input, expected]) => ({ input, expected })),
    ...more,
  }) as FunctionSuite;
}

test('finds the types of parameters and result in the cases', () => {
  const suite = build([
    [
      [[2, 7], 9, 'a', true, 1.5],
      [0, 1],
    ],
  ]);
  expect(inferCall(suite)).toEqual({
    name: 'f',
    parameters: ['int[]', 'int', 'string', 'bool', 'double'],
    returns: 'int[]',
  });
});

test('widens numbers over all cases', () => {
  const suite = build([
    [[1, 1], 1],
    [[2 ** 31, 0.5], 2],
  ]);
  expect(inferCall(suite).parameters).toEqual(['long', 'double']);
});

test('gives an empty list and null the type of the others', () => {
  const suite = build([
    [[[], null], []],
    [[[[], ['a']], 3], [[1.5]]],
  ]);
  expect(inferCall(suite)).toMatchObject({ parameters: ['string[][]', 'int'], returns: 'double[][]' });
});

test('leaves open what no case tells', () => {
  expect(inferCall(build([[[[]], null]]))).toMatchObject({ parameters: [null], returns: null });
});

test('leaves open what is returned where a checker says what is right', () => {
  const comparison = { type: 'checker', language: 'python', source: 'def check(i, e, a): return True' };
  const suite = build([[[1], { sum: 3 }]], { comparison });
  expect(inferCall(suite)).toMatchObject({ parameters: ['int'], returns: null });
});

test('prefers the types that are given', () => {
  const suite = build([[[1], 2]], { parameters: ['double'], returns: 'long' });
  expect(inferCall(suite)).toMatchObject({ parameters: ['double'], returns: 'long' });
});

test.each<[string, JsonValue, JsonValue]>([
  ['text and number', 'a', 1],
  ['true and 1', true, 1],
  ['list and number', [1], 1],
])('names the case that contradicts the others: %s', (_what, first, second) => {
  const suite = build([
    [[first], 0],
    [[second], 0],
  ]);
  expect(() => inferCall(suite)).toThrow(/^Case 2: argument 1 is .* This language needs one type\.$/);
});

test('names the case with an object, and with lists that are too deep', () => {
  expect(() => inferCall(build([[[{ a: 1 }], 0]]))).toThrow('Case 1: argument 1 is an object');
  expect(() => inferCall(build([[[1], [[[[1]]]]]]))).toThrow(
    'Case 1: the expected value has lists more than 3',
  );
});
