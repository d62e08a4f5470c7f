import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { createFile, createFolder, deleteFile, getFiles, renameFile } from '../../doc-shape.ts';
import { MAX_SPLICES } from './changes.ts';
import { WrittenTape } from './tests/written-tape.ts';

test('typing comes as what was typed, and backwards as what takes it back', () => {
  const tape = new WrittenTape();
  const id = tape.edit('ada', (doc) => createFile(doc, 'a.py', 'abc')); // 1
  tape.write('ada', id, (text) => text.insert(3, 'd')); // 2
  tape.write('ada', id, (text) => text.delete(0, 2)); // 3
  const { timeline } = tape;
  expect(timeline.changes(1, 3)).toEqual({
    splices: [
      { fileId: id, at: 3, deleted: 0, inserted: 'd' },
      { fileId: id, at: 0, deleted: 2, inserted: '' },
    ],
    isTreeChanged: false,
  });
  expect(timeline.changes(3, 1)).toEqual({
    splices: [
      { fileId: id, at: 0, deleted: 0, inserted: 'ab' },
      { fileId: id, at: 3, deleted: 1, inserted: '' },
    ],
    isTreeChanged: false,
  });
  expect(timeline.changes(2, 2)).toEqual({ splices: [], isTreeChanged: false });
});

test('files that come, go or are renamed are told as a changed list, and have no splices', () => {
  const tape = new WrittenTape();
  const id = tape.edit('ada', (doc) => createFile(doc, 'a.py', 'abc')); // 1
  tape.edit('ada', (doc) => renameFile(doc, id, 'b.py')); // 2
  tape.edit('ada', (doc) => createFolder(doc, 'lib')); // 3
  tape.edit('ada', (doc) => deleteFile(doc, id)); // 4
  const { timeline } = tape;
  const steps = [
    [0, 1],
    [1, 2],
    [2, 3],
    [3, 4],
    [4, 1],
    [3, 2],
  ] as const;
  for (const [from, to] of steps)
    expect(timeline.changes(from, to), `${from} to ${to}`).toEqual({ splices: [], isTreeChanged: true });
});

test('a file whose text was made anew is set as a whole', () => {
  const tape = new WrittenTape();
  const id = tape.edit('ada', (doc) => createFile(doc, 'a.py', 'abc'));
  tape.edit('ada', (doc) => void getFiles(doc).get(id)?.set('text', new Y.Text('another')));
  expect(tape.timeline.changes(1, 2)?.splices).toEqual([
    { fileId: id, at: 0, deleted: 3, inserted: 'another' },
  ]);
  expect(tape.timeline.changes(2, 1)?.splices).toEqual([{ fileId: id, at: 0, deleted: 7, inserted: 'abc' }]);
});

test('more than a player would want to apply one by one is told as null', () => {
  const tape = new WrittenTape();
  const id = tape.edit('ada', (doc) => createFile(doc, 'a.py'));
  for (let n = 0; n <= MAX_SPLICES; n++) tape.write('ada', id, (text) => text.insert(0, 'x'));
  const { timeline } = tape;
  expect(timeline.changes(1, MAX_SPLICES + 1)?.splices).toHaveLength(MAX_SPLICES);
  expect(timeline.changes(1, MAX_SPLICES + 2)).toBeNull();
  expect(timeline.changes(MAX_SPLICES + 2, 1)).toBeNull();
});
