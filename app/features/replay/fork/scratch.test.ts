import { expect, test } from 'vitest';
import {
  changeText,
  chooseEntry,
  createScratch,
  listChanged,
  restoreRecorded,
  type Scratch,
  toRequest,
} from './scratch.ts';

const FILES = [
  { id: 'n', path: 'notes.md', text: 'notes' },
  { id: 'm', path: 'main.py', text: 'print(1)' },
  { id: 'j', path: 'main.js', text: 'console.log(1)' },
];
const make = (currentFileId: string | null, files = FILES) =>
  createScratch(files, { atMs: 5, currentFileId }) as Scratch;

test('the file that was looked at starts, in its language', () => {
  expect(make('m')).toMatchObject({ openId: 'm', entryId: 'm', language: 'python' });
  expect(make('j')).toMatchObject({ openId: 'j', entryId: 'j', language: 'javascript' });
});

test('where that one cannot run, the first that can starts', () => {
  expect(make('n')).toMatchObject({ openId: 'n', entryId: 'j' });
  expect(toRequest(make('n', FILES.slice(0, 1)))).toBeNull();
});

test('a moment without files has no copy', () => {
  expect(createScratch([], { atMs: 5, currentFileId: null })).toBeNull();
});

test('changes go to the copy; the recorded texts stay and come back', () => {
  const changed = changeText(make('m'), 'm', 'print(2)');
  expect(listChanged(changed)).toEqual(['m']);
  expect(toRequest(changed)?.files).toContainEqual({ path: 'main.py', text: 'print(2)' });
  expect(FILES[1]?.text).toBe('print(1)');
  const back = restoreRecorded({ ...changed, stdin: '7' });
  expect(listChanged(back)).toEqual([]);
  expect(toRequest(back)).toMatchObject({ stdin: '7', entry: 'main.py' });
});

test('another file to start brings its language', () => {
  expect(toRequest(chooseEntry(make('m'), 'j'))).toMatchObject({ entry: 'main.js', language: 'javascript' });
});
