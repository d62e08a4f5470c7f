import { expect, test } from 'vitest';
import { decideVerdict, type EndFacts, getSignal } from './verdict.ts';

const ended: EndFacts = { stop: null, exitCode: 0, memoryKills: 0, isRuntimeOutOfMemory: false };

test.each<[string, Partial<EndFacts>, string]>([
  ['exit 0', {}, 'accepted'],
  ['another exit code', { exitCode: 3 }, 'runtime_error'],
  ['a signal of its own', { exitCode: 139 }, 'runtime_error'],
  ['our time limit', { stop: 'time', exitCode: null }, 'time_limit'],
  ['our output limit', { stop: 'output', exitCode: null }, 'output_limit'],
  ['too much output at its very end', { stop: 'output', exitCode: 0 }, 'output_limit'],
  ['a full workspace', { stop: 'disk', exitCode: null }, 'output_limit'],
  ['a person', { stop: 'person', exitCode: null }, 'killed'],
  ['a memory kill', { exitCode: 137, memoryKills: 1 }, 'memory_limit'],
  ['a memory kill of a child, though it exits with 0', { memoryKills: 1 }, 'memory_limit'],
  ['a runtime that gave up', { exitCode: 134, isRuntimeOutOfMemory: true }, 'memory_limit'],
  [
    'a memory kill, then waiting until the time is up',
    { stop: 'time', exitCode: null, memoryKills: 2 },
    'memory_limit',
  ],
  ['a person, after a memory kill', { stop: 'person', exitCode: null, memoryKills: 1 }, 'killed'],
])('a program that ends by %s', (_how, facts, verdict) => {
  expect(decideVerdict({ ...ended, ...facts })).toBe(verdict);
});

test('names the signals that end programs, and no others', () => {
  expect([134, 136, 137, 139, 143, 153, 159].map(getSignal)).toEqual([
    'SIGABRT',
    'SIGFPE',
    'SIGKILL',
    'SIGSEGV',
    'SIGTERM',
    'SIGXFSZ',
    'SIGSYS',
  ]);
  expect([0, 1, 127, 128, 200, 255].map(getSignal)).toEqual([null, null, null, null, null, null]);
});
