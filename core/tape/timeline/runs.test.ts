import { expect, test } from 'vitest';
import type { RunOutcome } from '../../room-protocol.ts';
import type { CaseResult, TestSummary } from '../../test-protocol.ts';
import { FRAME_KINDS, SYSTEM_AUTHOR } from '../frames.ts';
import { START, WrittenTape } from './tests/written-tape.ts';

const [FIRST, SECOND] = ['00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002'];

const started = (runId: string) => ({
  runId,
  byName: 'Ada',
  entry: 'a.py',
  language: 'python' as const,
  position: 7,
});

const ended = (verdict: 'accepted' | 'killed' | 'wrong_answer'): RunOutcome => ({
  type: 'ended',
  verdict,
  exitCode: 0,
  signal: null,
  timeMs: 12,
  cpuMs: null,
  memoryBytes: null,
  outputTruncated: false,
});

const result = (index: number, verdict: CaseResult['verdict'] = 'accepted'): CaseResult => ({
  index,
  name: `case ${index}`,
  isHidden: false,
  weight: 1,
  verdict,
  timeMs: 3,
  memoryBytes: null,
  detail: null,
});

const summary: TestSummary = {
  verdict: 'wrong_answer',
  passed: 1,
  total: 2,
  score: 0.5,
  timeMs: 6,
  cpuMs: null,
  memoryBytes: null,
};

test('a run is told as far as it has come: output, typing among it, and its end', () => {
  const tape = new WrittenTape();
  tape.join('bob');
  tape.say(FRAME_KINDS.runStarted, 'ada', started(FIRST));
  const print = (stream: 'stdout' | 'stderr', text: string) =>
    tape.say(FRAME_KINDS.runOutput, SYSTEM_AUTHOR, { runId: FIRST, stream, text });
  print('stdout', 'name? ');
  tape.say(FRAME_KINDS.runInput, 'bob', { runId: FIRST, text: 'Bob\n', isEnd: false });
  print('stdout', 'hello ');
  print('stdout', 'Bob\n');
  print('stderr', 'warning\n');
  tape.say(FRAME_KINDS.runInput, 'bob', { runId: FIRST, text: '', isEnd: true });
  tape.say(FRAME_KINDS.runEnded, SYSTEM_AUTHOR, { runId: FIRST, outcome: ended('accepted') });
  const { timeline } = tape;
  const runAt = (position: number) => timeline.stateAt(position).runs.run;
  expect(runAt(1)).toBeNull();
  expect(runAt(2)).toEqual({
    ...started(FIRST),
    byParticipantId: 'ada',
    startedAt: START + 1000,
    queuePosition: null,
    output: [],
    isInteractive: true,
    tests: null,
    outcome: null,
  });
  expect(runAt(5)?.output).toEqual([
    { stream: 'stdout', text: 'name? ' },
    { stream: 'stdin', text: 'Bob\n', byName: 'Name of bob' },
    { stream: 'stdout', text: 'hello ' },
  ]);
  expect(runAt(8)).toMatchObject({ outcome: null });
  expect(runAt(8)?.output.map(({ text }) => text)).toEqual(['name? ', 'Bob\n', 'hello Bob\n', 'warning\n']);
  expect(runAt(9)?.outcome).toEqual(ended('accepted'));
  expect(timeline.events.at(-1)).toMatchObject({
    kind: 'run',
    position: 2,
    data: { filesPosition: 7, end: { position: 9, at: START + 8000, outcome: { verdict: 'accepted' } } },
  });
});

test('tests are told with the results so far; a case that came again counts as it came last', () => {
  const tape = new WrittenTape();
  tape.say(FRAME_KINDS.testsStarted, 'ada', { ...started(FIRST), total: 2 });
  const report = (one: CaseResult) =>
    tape.say(FRAME_KINDS.testResult, SYSTEM_AUTHOR, { runId: FIRST, result: one });
  report(result(0, 'wrong_answer'));
  report(result(1));
  report(result(0, 'time_limit'));
  tape.say(FRAME_KINDS.testsEnded, SYSTEM_AUTHOR, { runId: FIRST, outcome: ended('wrong_answer'), summary });
  const { timeline } = tape;
  const testsAt = (position: number) => timeline.stateAt(position).runs.run?.tests;
  expect(testsAt(1)).toEqual({ total: 2, results: [], summary: null });
  expect(testsAt(3)?.results.map(({ index, verdict }) => [index, verdict])).toEqual([
    [0, 'wrong_answer'],
    [1, 'accepted'],
  ]);
  expect(testsAt(4)?.results.map(({ index, verdict }) => [index, verdict])).toEqual([
    [1, 'accepted'],
    [0, 'time_limit'],
  ]);
  expect(testsAt(4)?.summary).toBeNull();
  expect(testsAt(5)?.summary).toEqual(summary);
  expect(timeline.events[0]).toMatchObject({ kind: 'tests', data: { passed: 1, total: 2 } });
});

test('what belongs to an earlier run than the last changes nothing; program and tests both stay to be read', () => {
  const tape = new WrittenTape();
  tape.say(FRAME_KINDS.runStarted, 'ada', started(FIRST));
  tape.say(FRAME_KINDS.testsStarted, 'ada', { ...started(SECOND), total: 1 });
  tape.say(FRAME_KINDS.runOutput, SYSTEM_AUTHOR, { runId: FIRST, stream: 'stdout', text: 'late' });
  tape.say(FRAME_KINDS.runEnded, SYSTEM_AUTHOR, { runId: FIRST, outcome: ended('killed') });
  const { timeline } = tape;
  const runs = timeline.stateAt(4).runs;
  expect(runs.run).toBe(runs.testRun);
  expect([runs.testRun?.runId, runs.programRun?.runId]).toEqual([SECOND, FIRST]);
  expect([runs.programRun?.output, runs.programRun?.outcome]).toEqual([[], null]);
  expect(timeline.stateAt(1).runs).toMatchObject({ run: { runId: FIRST }, testRun: null });
  expect(timeline.runs.map(({ runId, total }) => [runId, total])).toEqual([
    [FIRST, null],
    [SECOND, 1],
  ]);
});
