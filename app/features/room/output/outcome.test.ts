import { expect, test } from 'vitest';
import { VERDICTS } from '#core/sandbox-protocol.ts';
import { buildRun } from '../testing/fake-room.ts';
import { factsOf, formatBytes, formatTime, hintOf, lookOf } from './outcome.ts';

const ended = {
  type: 'ended' as const,
  verdict: 'accepted' as const,
  exitCode: 0,
  signal: null,
  timeMs: 83.6,
  cpuMs: null,
  memoryBytes: 9_856_000,
  outputTruncated: false,
};

test('every verdict has a word of its own kind', () => {
  for (const verdict of VERDICTS) expect(lookOf({ ...ended, verdict }).word).not.toBe('');
  expect(lookOf({ ...ended, verdict: 'runtime_error' }).tone).toBe('bad');
});

test('trouble of the service is never shown as the program’s', () => {
  const look = lookOf({
    type: 'failed',
    code: 'sandbox_unavailable',
    message: 'The sandbox does not answer.',
  });
  expect(look).toEqual({ word: 'Could not run', tone: 'warn', hint: 'The sandbox does not answer.' });
  expect(factsOf({ type: 'failed', code: 'internal', message: '' })).toEqual([]);
});

test('a good end says time and memory; a bad one also the exit code, or the signal', () => {
  expect(factsOf(ended)).toEqual(['84 ms', '9.4 MB']);
  const failed = { ...ended, verdict: 'runtime_error' as const, memoryBytes: null };
  expect(factsOf({ ...failed, exitCode: 3 })).toEqual(['84 ms', 'exit code 3']);
  expect(factsOf({ ...failed, exitCode: 137, signal: 'SIGSEGV' })).toEqual(['84 ms', 'signal SEGV']);
});

test('a program that we ended shows no signal of ours', () => {
  const stopped = {
    ...ended,
    verdict: 'killed' as const,
    exitCode: null,
    signal: 'SIGKILL',
    memoryBytes: null,
  };
  expect(factsOf(stopped)).toEqual(['84 ms']);
});

test('times and sizes read well from small to large', () => {
  expect([formatTime(0), formatTime(999.4), formatTime(1420), formatBytes(268_435_456)]).toEqual([
    '0 ms',
    '999 ms',
    '1.42 s',
    '256 MB',
  ]);
});

test('a program that found nothing to read is told about the input', () => {
  const failed = { ...ended, verdict: 'runtime_error' as const, exitCode: 1 };
  const run = buildRun({
    outcome: failed,
    output: [{ stream: 'stderr', text: 'EOFError: EOF when reading a line\n' }],
  });
  expect(hintOf(run)).toContain('Press Input');
  expect(hintOf({ ...run, output: [] })).toBeNull();
  expect(hintOf({ ...run, outcome: null })).toBeNull();
});
