import { expect, test } from 'vitest';
import type { Run } from './room-protocol.ts';
import { initialRunState, type RunState, reduceRuns } from './run-state.ts';
import type { CaseResult } from './test-protocol.ts';

const RUN: Run = {
  runId: '00000000-0000-4000-8000-0000000000aa',
  byParticipantId: '00000000-0000-4000-8000-000000000001',
  byName: 'Ada',
  entry: 'main.py',
  language: 'python',
  position: 4,
  startedAt: 10,
  queuePosition: null,
  output: [],
  isInteractive: false,
  tests: null,
  outcome: null,
};
const buildRun = (part: Partial<Run> = {}): Run => ({ ...RUN, ...part });

const TESTS_ID = '00000000-0000-4000-8000-0000000000bb';
const program = buildRun({ isInteractive: true });
const tests = buildRun({ runId: TESTS_ID, tests: { total: 2, results: [], summary: null } });
const running = (run = program): RunState => reduceRuns(initialRunState, { type: 'run', run });
const result = (index: number, verdict: CaseResult['verdict'] = 'accepted'): CaseResult => ({
  index,
  name: `Case ${index + 1}`,
  isHidden: false,
  weight: 1,
  verdict,
  timeMs: 1,
  memoryBytes: null,
  detail: null,
});
const typed = (text: string, byName: string, isEnd = false) =>
  ({ type: 'run-input', runId: program.runId, byName, text, isEnd }) as const;

test('what people typed stands among the output, each with their name', () => {
  const messages = [
    { type: 'run-output', runId: program.runId, stream: 'stdout', text: 'Name? ' } as const,
    typed('Ada\n', 'Ada'),
    typed('Lovelace\n', 'Ada'),
    typed('me too\n', 'Bo'),
  ];
  const state = messages.reduce<RunState>(reduceRuns, running());
  expect(state.programRun?.output).toEqual([
    { stream: 'stdout', text: 'Name? ' },
    { stream: 'stdin', text: 'Ada\nLovelace\n', byName: 'Ada' },
    { stream: 'stdin', text: 'me too\n', byName: 'Bo' },
  ]);
});

test('the end of the input is known for this run and leaves no empty line', () => {
  const state = reduceRuns(running(), typed('', 'Ada', true));
  expect(state.endedInputOf).toBe(program.runId);
  expect(state.run?.output).toEqual([]);
});

test('results come one by one, and one that is told twice counts once', () => {
  const told = [result(0, 'wrong_answer'), result(0), result(1)];
  const state = told.reduce<RunState>(
    (at, one) => reduceRuns(at, { type: 'run-test', runId: TESTS_ID, result: one }),
    running(tests),
  );
  expect(state.testRun?.tests?.results.map(({ index, verdict }) => [index, verdict])).toEqual([
    [0, 'accepted'],
    [1, 'accepted'],
  ]);
});

test('results stay to be read while a program runs, and output while tests run', () => {
  const both = reduceRuns(running(), { type: 'run', run: tests });
  expect([both.run?.runId, both.programRun?.runId, both.testRun?.runId]).toEqual([
    TESTS_ID,
    program.runId,
    TESTS_ID,
  ]);
  const again = reduceRuns(both, { type: 'run', run: { ...program, runId: crypto.randomUUID() } });
  expect(again.testRun?.runId).toBe(TESTS_ID);
});

test('the end of tests brings their summary', () => {
  const summary = {
    verdict: 'accepted' as const,
    passed: 2,
    total: 2,
    score: 1,
    timeMs: 5,
    cpuMs: null,
    memoryBytes: null,
  };
  const outcome = { type: 'failed' as const, code: 'internal' as const, message: 'x' };
  const state = reduceRuns(running(tests), { type: 'run-ended', runId: TESTS_ID, outcome, summary });
  expect(state.testRun).toMatchObject({ outcome, tests: { summary } });
});

test('what belongs to an earlier run changes nothing', () => {
  const state = running(tests);
  expect(reduceRuns(state, typed('late\n', 'Ada'))).toBe(state);
  expect(reduceRuns(state, { type: 'run-test', runId: program.runId, result: result(0) })).toBe(state);
});
