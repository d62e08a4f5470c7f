import { expect, test } from 'vitest';
import { Checker } from './checker.ts';
import { openFakes } from './fake-session.ts';
import type { Failure } from './session.ts';

const ANSWER = { input: [1], expected: 2, actual: Number.NaN };

function buildChecker(answer: (line: string) => unknown) {
  const fakes = openFakes({
    answer: (line) => {
      const value = answer(line);
      return isFailure(value) ? value : { type: 'value', value };
    },
  });
  return { checker: new Checker({ open: fakes.open, onCpu: () => {} }), sessions: fakes.sessions };
}

function isFailure(value: unknown): value is Failure {
  return typeof value === 'object' && value !== null && 'verdict' in value;
}

test.each([
  [true, { verdict: 'accepted', message: '' }],
  [false, { verdict: 'wrong_answer', message: '' }],
  [{ pass: true }, { verdict: 'accepted', message: '' }],
  [
    { pass: false, message: 'nearly' },
    { verdict: 'wrong_answer', message: 'nearly' },
  ],
  [
    { pass: false, message: null },
    { verdict: 'wrong_answer', message: '' },
  ],
])('%j is %j', async (value, judgement) => {
  expect(await buildChecker(() => value).checker.judge(ANSWER)).toEqual(judgement);
});

test.each([[1], ['yes'], [null], [{ pass: 'true' }], [[true]]])(
  '%j is no judgement, so the answer is not judged',
  async (value) => {
    expect(await buildChecker(() => value).checker.judge(ANSWER)).toMatchObject({ verdict: 'internal' });
  },
);

test('gets input, expected and actual, with NaN as the harnesses read it', async () => {
  const { checker, sessions } = buildChecker(() => true);
  await checker.judge(ANSWER);
  await checker.judge(ANSWER);
  expect(sessions[0]?.asked).toEqual(['{"i":0,"input":[[1],2,NaN]}', '{"i":1,"input":[[1],2,NaN]}']);
});

test('one that ends is started anew for the next answer, and its source is not repeated', async () => {
  const { checker, sessions } = buildChecker((line) =>
    line.includes('"i":0')
      ? {
          type: 'failed',
          verdict: 'time_limit',
          message: 'Traceback\n  File "check.py", line 3, in check\n    return secret()\nKeyError: 1',
        }
      : true,
  );
  const first = await checker.judge(ANSWER);
  expect(first.message).toMatch(/\(line 3\).*KeyError: 1$/);
  expect(first.message).not.toContain('secret');
  expect(await checker.judge(ANSWER)).toEqual({ verdict: 'accepted', message: '' });
  expect(sessions).toHaveLength(2);
  expect(sessions[0]?.isClosed).toBe(true);
});
