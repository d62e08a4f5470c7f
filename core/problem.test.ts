import { expect, test } from 'vitest';
import { problemSchema, viewProblem } from './problem.ts';
import { ROOM_ROLES } from './roles.ts';
import { type CaseResult, viewCaseResult } from './test-protocol.ts';

const problem = problemSchema.parse({
  statement: 'Add two numbers.',
  tests: {
    kind: 'function',
    function: 'add',
    cases: [
      { input: [1, 2], expected: 3 },
      { input: [40_001, 40_002], expected: 80_003, hidden: true, name: 'Large' },
    ],
  },
});

const result: CaseResult = {
  index: 1,
  name: 'Large',
  isHidden: true,
  weight: 1,
  verdict: 'wrong_answer',
  timeMs: 12.5,
  memoryBytes: 9_999_999,
  detail: { input: '40001, 40002', expected: '80003', actual: '80004', stdout: 'spy', message: 'close' },
};

test.each(ROOM_ROLES)('%s sees of hidden tests what the role may', (role) => {
  const view = viewProblem(problem, role);
  const seen = JSON.stringify([view, viewCaseResult(result, role)]);
  const secrets = ['40001', '40002', '80003', '80004', 'spy', 'close', '12.5', '9999999'];
  for (const secret of secrets) expect(seen.includes(secret)).toBe(role === 'interviewer');
  expect(view.tests?.cases[0]?.shown).toEqual({ input: '1, 2', expected: '3' });
  expect(viewCaseResult(result, role)).toMatchObject({ name: 'Large', verdict: 'wrong_answer' });
});

test('a visible result is the same for everybody', () => {
  const visible = { ...result, isHidden: false };
  for (const role of ROOM_ROLES) expect(viewCaseResult(visible, role)).toBe(visible);
});

test('programs show stdin and stdout', () => {
  const programs = problemSchema.parse({
    tests: { kind: 'stdio', cases: [{ stdin: '1 2\n', expected: '3\n' }] },
  });
  expect(viewProblem(programs, 'candidate').tests).toEqual({
    call: null,
    cases: [{ index: 0, name: 'Case 1', isHidden: false, shown: { input: '1 2\n', expected: '3\n' } }],
  });
});

test('a problem without tests has none', () => {
  expect(viewProblem(problemSchema.parse({ statement: 'Talk.' }), 'candidate')).toEqual({
    statement: 'Talk.',
    tests: null,
  });
});
