import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { createFile, createFolder, deleteFile, listFiles, listFolders } from '#core/doc-shape.ts';
import { buildTree, joinPath, listFolderPaths, listRows, nameOf, parentOf } from './file-tree.ts';
import { FilesStore } from './files-store.ts';

function treeOf(paths: string[], folders: string[] = []) {
  const doc = new Y.Doc();
  for (const path of paths) createFile(doc, path);
  for (const folder of folders) createFolder(doc, folder);
  return buildTree({ files: listFiles(doc), folders: listFolders(doc) });
}
const shown = (paths: string[], folders: string[] = [], closed: string[] = []) =>
  listRows(treeOf(paths, folders), new Set(closed)).map(
    ({ node, level }) => `${'  '.repeat(level - 1)}${node.name}`,
  );

test('folders come before files, and numbers sort as people count', () => {
  expect(shown(['b10.py', 'b2.py', 'src/x.py', 'a.py'])).toEqual([
    'src',
    '  x.py',
    'a.py',
    'b2.py',
    'b10.py',
  ]);
});

test('a folder made by hand shows although it is empty, once', () => {
  expect(shown(['lib/a.py'], ['lib', 'lib/deep', 'empty'])).toEqual(['empty', 'lib', '  deep', '  a.py']);
});

test('a closed folder hides what is in it', () => {
  expect(shown(['lib/deep/a.py', 'b.py'], [], ['lib'])).toEqual(['lib', 'b.py']);
});

test('a row knows its place for readers', () => {
  const rows = listRows(treeOf(['a.py', 'b.py', 'lib/c.py']), new Set());
  expect(rows.map(({ level, position, siblings }) => [level, position, siblings])).toEqual([
    [1, 1, 3],
    [2, 1, 1],
    [1, 2, 3],
    [1, 3, 3],
  ]);
});

test('two files of one name both show', () => {
  expect(shown(['main.py', 'main.py'])).toEqual(['main (2).py', 'main.py']);
});

test('folders of files count as folders to move into', () => {
  expect(listFolderPaths(treeOf(['a/b/c.py'], ['z']))).toEqual(['a', 'a/b', 'z']);
});

test('paths come apart and together', () => {
  expect([
    nameOf('a/b.py'),
    parentOf('a/b.py'),
    parentOf('b.py'),
    joinPath('', 'x'),
    joinPath('a', 'x'),
  ]).toEqual(['b.py', 'a', '', 'x', 'a/x']);
});

test('the store hears of names and deletions, and not of typing', () => {
  const doc = new Y.Doc();
  const id = createFile(doc, 'a.py', 'x');
  const store = new FilesStore(doc);
  let changes = 0;
  store.subscribe(() => changes++);
  listFiles(doc)[0]?.text.insert(0, 'typing');
  expect(changes).toBe(0);
  createFile(doc, 'b.py');
  expect(store.get().files.map(({ path }) => path)).toEqual(['a.py', 'b.py']);
  deleteFile(doc, id);
  createFolder(doc, 'lib');
  expect(store.get()).toMatchObject({ files: [{ path: 'b.py' }], folders: ['lib'] });
  store.destroy();
  createFile(doc, 'c.py');
  expect(store.get().files).toHaveLength(1);
});
