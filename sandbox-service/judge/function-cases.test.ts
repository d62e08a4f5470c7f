import { expect, test } from 'vitest';
import type { CaseResult } from '#core/test-protocol.ts';
import { type FunctionSuite, functionSuiteSchema } from '#core/test-suite.ts';
import { type FakeProgram, openFakes } from './fake-session.ts';
import { runFunctionCases } from './function-cases.ts';
import { createJudge } from './judges.ts';
import { Scoreboard } from './scoreboard.ts';
import type { Failure } from './session.ts';

const TIME_LIMIT: Failure = { type: 'failed', verdict: 'time_limit', message: 'too long' };
const MEMORY_LIMIT: Failure = { type: 'failed', verdict: 'memory_limit', message: 'too much' };
const ERROR: Failure = { type: 'failed', verdict: 'runtime_error', message: 'Traceback' };

const MB = 1 << 20;

interface BuiltCase {
  hidden?: boolean;
  expected?: number;
  memoryBytes?: number;
}

function buildSuite(cases: BuiltCase[]): FunctionSuite {
  return functionSuiteSchema.parse({
    kind: 'function',
    function: 'f',
    cases: cases.map((one, i) => ({ input: [i], expected: 0, ...one })),
  });
}

async function runWith(
  suite: FunctionSuite,
  program: FakeProgram,
  options: { isolation?: 'shared' | 'fresh'; signal?: AbortSignal } = {},
) {
  const results: CaseResult[] = [];
  const said: string[] = [];
  const scoreboard = new Scoreboard(suite, (result) => results.push(result));
  const { sessions, open } = openFakes(program);
  await runFunctionCases({
    suite,
    limits: { timeMs: 1000, memoryBytes: 256 * MB },
    isolation: options.isolation ?? 'shared',
    lines: suite.cases.map((_one, index) => `case ${index}`),
    open,
    judge: createJudge({ type: 'equal', tolerance: 0, anyOrder: false }),
    scoreboard,
    onLoadError: (text) => said.push(text),
    signal: options.signal ?? new AbortController().signal,
  });
  return { results, said, sessions, scoreboard, asked: sessions.map((session) => session.asked) };
}

const zero = () => ({ type: 'value', value: 0 }) as const;

test('visible cases share a process until one breaks it', async () => {
  const { asked, results, sessions } = await runWith(buildSuite([{}, {}, {}, {}]), {
    answer: (line) => (line === 'case 1' ? TIME_LIMIT : zero()),
  });
  expect(asked).toEqual([
    ['case 0', 'case 1'],
    ['case 2', 'case 3'],
  ]);
  expect(results.map(({ verdict }) => verdict)).toEqual(['accepted', 'time_limit', 'accepted', 'accepted']);
  expect(sessions.every(({ isClosed }) => isClosed)).toBe(true);
});

test('an error of the function alone leaves the process as it is', async () => {
  const { asked } = await runWith(buildSuite([{}, {}]), {
    answer: (line) => (line === 'case 0' ? ERROR : zero()),
  });
  expect(asked).toEqual([['case 0', 'case 1']]);
});

test('no visible case is asked where a hidden one was, and hidden ones take over the last visible process', async () => {
  const hidden = { hidden: true };
  const mixed = await runWith(buildSuite([{}, hidden, {}, hidden]), { answer: zero });
  expect(mixed.asked).toEqual([
    ['case 0', 'case 2'],
    ['case 1', 'case 3'],
  ]);
  const inOrder = await runWith(buildSuite([{}, {}, hidden, hidden]), { answer: zero });
  expect(inOrder.asked).toEqual([['case 0', 'case 1', 'case 2', 'case 3']]);
});

test('a fresh process for each case where that is asked for', async () => {
  const { asked } = await runWith(buildSuite([{}, {}]), { answer: zero }, { isolation: 'fresh' });
  expect(asked).toEqual([['case 0'], ['case 1']]);
});

test('a program that does not load is tried once, and says why once', async () => {
  const { asked, results, said } = await runWith(buildSuite([{}, {}, {}]), { loads: [ERROR], answer: zero });
  expect(asked).toEqual([[]]);
  expect(said).toEqual(['The program did not load.\nTraceback\n']);
  expect(results.map(({ index, verdict }) => [index, verdict])).toEqual([
    [0, 'runtime_error'],
    [1, 'runtime_error'],
    [2, 'runtime_error'],
  ]);
});

test('a program that does not load again ends the cases that are left', async () => {
  const { results } = await runWith(buildSuite([{}, {}, {}]), {
    loads: [null, ERROR],
    answer: (line) => (line === 'case 0' ? TIME_LIMIT : zero()),
  });
  expect(results.map(({ verdict }) => verdict)).toEqual(['time_limit', 'runtime_error', 'runtime_error']);
});

test('a case with a memory limit of its own runs in a process that was started with it', async () => {
  const suite = buildSuite([
    {},
    { memoryBytes: 64 * MB },
    { memoryBytes: 64 * MB },
    {},
    { memoryBytes: 256 * MB },
    { hidden: true },
    { hidden: true, memoryBytes: 512 * MB },
  ]);
  const { asked, sessions, results } = await runWith(suite, { answer: zero });
  expect(sessions.map(({ memoryBytes }, at) => [memoryBytes, ...(asked[at] ?? [])])).toEqual([
    [256 * MB, 'case 0'],
    [64 * MB, 'case 1', 'case 2'],
    // The default, said or not, is one limit; the hidden case takes over what no visible one needs any more.
    [256 * MB, 'case 3', 'case 4', 'case 5'],
    [512 * MB, 'case 6'],
  ]);
  expect(results.every(({ verdict }) => verdict === 'accepted')).toBe(true);
  expect(sessions.every(({ isClosed }) => isClosed)).toBe(true);
});

test('another memory limit lets no visible case in where a hidden one ran', async () => {
  const { sessions, asked } = await runWith(
    buildSuite([{ hidden: true, memoryBytes: 64 * MB }, { memoryBytes: 64 * MB }, { hidden: true }, {}]),
    { answer: zero },
  );
  expect(asked).toEqual([['case 0'], ['case 1'], ['case 2'], ['case 3']]);
  expect(sessions.map(({ memoryBytes }) => memoryBytes)).toEqual([64 * MB, 64 * MB, 256 * MB, 256 * MB]);
});

test('a program that does not load within the memory of one case is tried for those that have more', async () => {
  const { asked, results, said } = await runWith(
    buildSuite([{ memoryBytes: 32 * MB }, {}, { memoryBytes: 16 * MB }, {}]),
    { loads: [MEMORY_LIMIT, null], answer: zero },
  );
  expect(asked).toEqual([[], ['case 1', 'case 3']]);
  expect(results.map(({ verdict }) => verdict)).toEqual([
    'memory_limit',
    'accepted',
    'memory_limit',
    'accepted',
  ]);
  expect(results[0]?.detail?.message).toBe('The program did not load within the memory of this case.');
  expect(said).toEqual(['The program did not load.\ntoo much\n']);
});

test('a program that never loads is tried once for each memory that is more than before, and says why once', async () => {
  const { sessions, results, said } = await runWith(
    buildSuite([{ memoryBytes: 64 * MB }, {}, { memoryBytes: 128 * MB }, {}]),
    { loads: [ERROR], answer: zero },
  );
  expect(sessions.map(({ memoryBytes }) => memoryBytes)).toEqual([64 * MB, 256 * MB]);
  expect(new Set(results.map(({ verdict }) => verdict))).toEqual(new Set(['runtime_error']));
  expect(said).toHaveLength(1);
});

test('a stop gives no verdict to the case it met, and asks nothing more', async () => {
  const abort = new AbortController();
  const { results, asked } = await runWith(
    buildSuite([{}, {}, {}]),
    {
      answer: (line) => {
        if (line !== 'case 1') return zero();
        abort.abort();
        return { type: 'failed', verdict: 'killed', message: '' };
      },
    },
    { signal: abort.signal },
  );
  expect(results.map(({ index }) => index)).toEqual([0]);
  expect(asked).toEqual([['case 0', 'case 1']]);
});

test('the summary has the first verdict that is not accepted, the weights and the sums', async () => {
  const { scoreboard } = await runWith(buildSuite([{}, { expected: 1 }, {}]), {
    answer: (line) => (line === 'case 2' ? TIME_LIMIT : zero()),
  });
  expect(scoreboard.summarise(null)).toEqual({
    verdict: 'wrong_answer',
    passed: 1,
    total: 3,
    score: 1 / 3,
    timeMs: 3,
    cpuMs: 5,
    memoryBytes: 1000,
  });
  expect(scoreboard.summarise('killed').verdict).toBe('killed');
});
