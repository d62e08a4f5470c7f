import { expect, test } from 'vitest';
import type { ProblemView } from '#core/problem.ts';
import type { CaseResult } from '#core/test-protocol.ts';
import { buildRun } from '../testing/fake-room.ts';
import { decideListKey, firstToLookAt, listCases, lookOfCase, summaryWords } from './case-rows.ts';

const problem: ProblemView = {
  statement: '',
  tests: {
    call: 'add',
    cases: [
      { index: 0, name: 'small', isHidden: false, shown: { input: '1, 2', expected: '3' } },
      { index: 1, name: 'large', isHidden: false, shown: { input: '10, 20', expected: '30' } },
      { index: 2, name: 'secret', isHidden: true, shown: null },
    ],
  },
};
const result = (index: number, part: Partial<CaseResult> = {}): CaseResult => ({
  index,
  name: `told ${index}`,
  isHidden: false,
  weight: 1,
  verdict: 'accepted',
  timeMs: 1,
  memoryBytes: null,
  detail: null,
  ...part,
});
const run = (results: CaseResult[], part: Parameters<typeof buildRun>[0] = {}) =>
  buildRun({ tests: { total: 3, results, summary: null }, ...part });
const ended = { type: 'failed' as const, code: 'internal' as const, message: 'Try again.' };
const states = (rows: ReturnType<typeof listCases>) => rows.map(({ state }) => state);

test('before any tests the problem’s cases are listed', () => {
  expect(listCases(problem, null).map(({ name, state }) => [name, state])).toEqual([
    ['small', 'idle'],
    ['large', 'idle'],
    ['secret', 'idle'],
  ]);
});

test('while tests run, the first case without a result is the one that runs', () => {
  expect(states(listCases(problem, run([result(0)])))).toEqual(['done', 'running', 'waiting']);
});

test('in the queue nothing runs, and after the end nothing waits', () => {
  expect(states(listCases(problem, run([], { queuePosition: 2 })))).toEqual([
    'waiting',
    'waiting',
    'waiting',
  ]);
  expect(states(listCases(problem, run([result(0)], { outcome: ended })))).toEqual(['done', 'idle', 'idle']);
});

test('results of a problem that was changed since keep their own names, without texts of the new one', () => {
  const old = buildRun({ tests: { total: 2, results: [result(0)], summary: null }, outcome: ended });
  expect(listCases(problem, old).map(({ name, shown }) => [name, shown])).toEqual([
    ['told 0', null],
    ['Case 2', null],
  ]);
});

test('the first failure is what one looks at', () => {
  const rows = listCases(problem, run([result(0), result(1, { verdict: 'wrong_answer' })]));
  expect(firstToLookAt(rows)).toBe(1);
  expect(firstToLookAt(listCases(problem, run([result(0)])))).toBe(1);
  expect(firstToLookAt(listCases(problem, null))).toBe(0);
});

test('every verdict of a case has a word of its own', () => {
  const verdicts = ['accepted', 'wrong_answer', 'time_limit', 'memory_limit', 'runtime_error'] as const;
  const words = verdicts.map((verdict) => {
    const [row] = listCases(problem, run([result(0, { verdict })]));
    return row && lookOfCase(row).word;
  });
  expect(words).toEqual(['Passed', 'Wrong answer', 'Out of time', 'Out of memory', 'Error']);
});

const summary = {
  verdict: 'wrong_answer' as const,
  passed: 2,
  total: 3,
  score: 0.5,
  timeMs: 5,
  cpuMs: null,
  memoryBytes: null,
};

test('the score is told only where cases weigh differently', () => {
  const outcome = {
    type: 'ended' as const,
    verdict: 'wrong_answer' as const,
    exitCode: 0,
    signal: null,
    timeMs: 5,
    cpuMs: null,
    memoryBytes: null,
    outputTruncated: false,
  };
  const even = buildRun({ outcome, tests: { total: 3, results: [result(0), result(1)], summary } });
  expect(summaryWords(even)).toMatchObject({ word: '2 of 3 passed', tone: 'bad', score: null });
  const uneven = buildRun({
    outcome,
    tests: { total: 3, results: [result(0), result(1, { weight: 3 })], summary },
  });
  expect(summaryWords(uneven).score).toBe('score 50 %');
});

test('trouble of our own is not told as failed cases', () => {
  expect(summaryWords(run([], { outcome: ended }))).toMatchObject({ word: 'Could not run', tone: 'warn' });
});

test('keys move in the list and stop at its ends', () => {
  expect([decideListKey('ArrowDown', 2, 3), decideListKey('ArrowUp', 0, 3)]).toEqual([2, 0]);
  expect([decideListKey('Home', 2, 3), decideListKey('End', 0, 3), decideListKey('a', 1, 3)]).toEqual([
    0,
    2,
    null,
  ]);
});
