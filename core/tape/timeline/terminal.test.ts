import { expect, test } from 'vitest';
import { FRAME_KINDS, SYSTEM_AUTHOR } from '../frames.ts';
import { WrittenTape } from './tests/written-tape.ts';

const SIZE = { columns: 80, rows: 24 };

test('the terminal is told with what its own screen has shown, and who typed', () => {
  const tape = new WrittenTape();
  const print = (data: string) => tape.say(FRAME_KINDS.terminalOutput, SYSTEM_AUTHOR, { data });
  const change = (event: 'opened' | 'resized' | 'closed', size = SIZE) =>
    tape.say(FRAME_KINDS.terminal, 'ada', { event, size });
  change('opened');
  print('$ ');
  tape.say(FRAME_KINDS.terminalInput, 'bob', { data: 'ls\r' });
  change('resized', { columns: 100, rows: 30 });
  print('a.py\r\n');
  change('closed', { columns: 100, rows: 30 });
  change('opened');
  print('$ ');
  const { timeline } = tape;
  const at = (position: number) => timeline.stateAt(position).terminal;
  expect(at(0)).toEqual({ isOpen: false, size: null, firstOutput: 0, outputCount: 0, typist: null });
  expect(at(2)).toEqual({ isOpen: true, size: SIZE, firstOutput: 0, outputCount: 1, typist: null });
  expect(at(5)).toEqual({
    isOpen: true,
    size: { columns: 100, rows: 30 },
    firstOutput: 0,
    outputCount: 2,
    typist: 'bob',
  });
  expect(at(6)).toMatchObject({ isOpen: false, outputCount: 2, typist: null });
  expect(at(8)).toEqual({ isOpen: true, size: SIZE, firstOutput: 2, outputCount: 3, typist: null });
  expect(timeline.terminal.output.map(({ data }) => data)).toEqual(['$ ', 'a.py\r\n', '$ ']);
  expect(timeline.terminal.input).toMatchObject([{ author: 'bob', data: 'ls\r', position: 3 }]);
});
