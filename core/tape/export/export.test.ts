import { expect, test } from 'vitest';
import { createFile } from '../../doc-shape.ts';
import { FRAME_KINDS, SYSTEM_AUTHOR } from '../frames.ts';
import { START, WrittenTape } from '../timeline/tests/written-tape.ts';
import { exportAsciicast } from './asciicast.ts';
import { exportEvents } from './events.ts';
import { exportFiles } from './files.ts';

const RUN = '00000000-0000-4000-8000-000000000001';

const lines = (text: string | null) =>
  (text ?? '')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

test('events are one JSON value on each line, without what is in hidden tests', () => {
  const tape = new WrittenTape();
  tape.join('ada');
  tape.say(FRAME_KINDS.testsStarted, 'ada', {
    runId: RUN,
    byName: 'Ada',
    entry: 'a.py',
    language: 'python',
    position: 1,
    total: 1,
  });
  tape.say(FRAME_KINDS.testResult, SYSTEM_AUTHOR, {
    runId: RUN,
    result: {
      index: 0,
      name: 'hidden case',
      isHidden: true,
      weight: 1,
      verdict: 'accepted',
      timeMs: 1,
      memoryBytes: null,
      detail: { input: 'the secret', expected: '', actual: null, stdout: '', message: '' },
    },
  });
  const text = exportEvents(tape.timeline);
  expect(lines(text).map(({ kind, position, at }) => [kind, position, at])).toEqual([
    ['presence', 1, START],
    ['tests', 2, START + 1000],
  ]);
  expect(lines(text)[1].data.passed).toBe(1);
  expect(text).not.toContain('secret');
});

test('a room where nothing happened has no events', () => {
  expect(exportEvents(new WrittenTape().timeline)).toBe('');
});

test('files are those of the position', () => {
  const tape = new WrittenTape();
  tape.edit('ada', (doc) => createFile(doc, 'b.py', 'b'));
  tape.edit('ada', (doc) => createFile(doc, 'a.py', 'a\n'));
  expect(exportFiles(tape.timeline, 1)).toEqual([{ path: 'b.py', text: 'b' }]);
  expect(exportFiles(tape.timeline, 2)).toEqual([
    { path: 'a.py', text: 'a\n' },
    { path: 'b.py', text: 'b' },
  ]);
});

function terminalTape(): WrittenTape {
  const tape = new WrittenTape();
  const change = (event: 'opened' | 'resized' | 'closed', columns: number) =>
    tape.say(FRAME_KINDS.terminal, 'ada', { event, size: { columns, rows: 24 } });
  tape.join('ada');
  change('opened', 80);
  tape.say(FRAME_KINDS.terminalOutput, SYSTEM_AUTHOR, { data: '$ ' });
  tape.now += 250;
  tape.say(FRAME_KINDS.terminalInput, 'ada', { data: 'ls\r' });
  change('resized', 100);
  change('closed', 100);
  change('opened', 90);
  tape.say(FRAME_KINDS.terminalOutput, SYSTEM_AUTHOR, { data: '\u001b[1mé😀\u001b[0m' });
  return tape;
}

test('a terminal is a cast of version 2, from when it was opened; a second one begins with an empty screen', () => {
  expect(lines(exportAsciicast(terminalTape().timeline))).toEqual([
    { version: 2, width: 80, height: 24, timestamp: Math.floor((START + 1000) / 1000) },
    [1, 'o', '$ '],
    [3.25, 'r', '100x24'],
    [5.25, 'o', '\u001bc'],
    [5.25, 'r', '90x24'],
    [6.25, 'o', '\u001b[1mé😀\u001b[0m'],
  ]);
});

test('what was typed is in a cast only where that is asked for', () => {
  const cast = lines(exportAsciicast(terminalTape().timeline, { withInput: true }));
  expect(cast[2]).toEqual([2.25, 'i', 'ls\r']);
  expect(cast).toHaveLength(7);
});

test('a room without a terminal has no cast', () => {
  expect(exportAsciicast(new WrittenTape().timeline)).toBeNull();
});
