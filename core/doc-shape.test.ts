import { expect, test } from 'vitest';
import * as Y from 'yjs';
import {
  countCharacters,
  createFile,
  createFolder,
  deleteFile,
  deleteFolder,
  getFiles,
  listFiles,
  listFolders,
  moveFolder,
  renameFile,
  restoreFile,
  snapshotFiles,
} from './doc-shape.ts';
import { MAX_PATH_LENGTH } from './limits.ts';

const pathsOf = (doc: Y.Doc) => listFiles(doc).map(({ path }) => path);

function sync(...docs: Y.Doc[]): void {
  for (const from of docs) for (const to of docs) Y.applyUpdate(to, Y.encodeStateAsUpdate(from));
}

test('files are listed by path, with their text', () => {
  const doc = new Y.Doc();
  createFile(doc, 'main.py', 'x');
  createFile(doc, 'lib/a.py', '☃');
  expect(snapshotFiles(doc).map(({ path, text }) => ({ path, text }))).toEqual([
    { path: 'lib/a.py', text: '☃' },
    { path: 'main.py', text: 'x' },
  ]);
  expect(countCharacters(doc)).toBe(2);
});

test('a rename keeps id and text, so that cursors and history survive it', () => {
  const doc = new Y.Doc();
  const id = createFile(doc, 'a.py', 'x');
  const [before] = listFiles(doc);
  renameFile(doc, id, 'b.py');
  const [after] = listFiles(doc);
  expect(after).toMatchObject({ id, path: 'b.py' });
  expect(after?.text).toBe(before?.text);
});

test('a deleted file is gone and not counted, and comes back with its text', () => {
  const doc = new Y.Doc();
  const id = createFile(doc, 'a.py', 'text');
  deleteFile(doc, id);
  expect([pathsOf(doc), countCharacters(doc)]).toEqual([[], 0]);
  restoreFile(doc, id);
  expect(snapshotFiles(doc)).toEqual([{ id, path: 'a.py', text: 'text' }]);
});

test('two people who make the same path see two names, the same on both sides', () => {
  const ada = new Y.Doc();
  const bob = new Y.Doc();
  createFile(ada, 'lib/main.test.py', 'ada');
  createFile(bob, 'lib/main.test.py', 'bob');
  sync(ada, bob);
  expect(pathsOf(ada)).toEqual(['lib/main (2).test.py', 'lib/main.test.py']);
  expect(snapshotFiles(ada)).toEqual(snapshotFiles(bob));
});

test("a name that is somebody else's folder is told apart from it", () => {
  const doc = new Y.Doc();
  createFile(doc, 'lib', 'a file');
  createFile(doc, 'lib/tool.py', 'in a folder');
  expect(pathsOf(doc)).toEqual(['lib (2)', 'lib/tool.py']);
});

test('a path that is told apart stays inside the limit', () => {
  const doc = new Y.Doc();
  const path = `dir/${'x'.repeat(MAX_PATH_LENGTH - 7)}.py`;
  for (let n = 0; n < 3; n++) createFile(doc, path);
  const paths = pathsOf(doc);
  expect(new Set(paths).size).toBe(3);
  for (const one of paths) expect(one.length).toBeLessThanOrEqual(MAX_PATH_LENGTH);
});

test('entries that no client of ours writes are left out, and spoil nothing', () => {
  const doc = new Y.Doc();
  createFile(doc, 'good.py');
  createFile(doc, '../evil.py');
  createFile(doc, '/etc/passwd');
  createFile(doc, 'x'.repeat(MAX_PATH_LENGTH + 1));
  const files = doc.getMap<unknown>('files');
  files.set('a number', 7);
  files.set('a text', new Y.Text('x'));
  files.set('no text', new Y.Map([['path', 'b.py']]));
  files.set(
    'wrong text',
    new Y.Map([
      ['path', 'b.py'],
      ['text', 'plain'],
    ]),
  );
  files.set(
    'wrong path',
    new Y.Map<unknown>([
      ['path', 3],
      ['text', new Y.Text()],
    ]),
  );
  expect(pathsOf(doc)).toEqual(['good.py']);
  expect(countCharacters(doc)).toBe(0);
});

test('a folder moves with all that is in it, and what only begins like it stays', () => {
  const doc = new Y.Doc();
  for (const path of ['lib/a.py', 'lib/deep/b.py', 'library/c.py']) createFile(doc, path);
  createFolder(doc, 'lib/empty');
  createFolder(doc, 'library/other');
  moveFolder(doc, 'lib', 'src/lib');
  expect(pathsOf(doc)).toEqual(['library/c.py', 'src/lib/a.py', 'src/lib/deep/b.py']);
  expect(listFolders(doc)).toEqual(['library/other', 'src/lib/empty']);
});

test('a deleted folder comes back file by file', () => {
  const doc = new Y.Doc();
  for (const path of ['lib/a.py', 'lib/deep/b.py', 'main.py']) createFile(doc, path, path);
  createFolder(doc, 'lib/empty');
  const ids = deleteFolder(doc, 'lib');
  expect([pathsOf(doc), listFolders(doc)]).toEqual([['main.py'], []]);
  for (const id of ids) restoreFile(doc, id);
  expect(pathsOf(doc)).toEqual(['lib/a.py', 'lib/deep/b.py', 'main.py']);
});

test('changes of files that are gone do nothing', () => {
  const doc = new Y.Doc();
  renameFile(doc, 'nothing', 'a.py');
  deleteFile(doc, 'nothing');
  restoreFile(doc, 'nothing');
  expect(getFiles(doc).size).toBe(0);
});
