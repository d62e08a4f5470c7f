import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { createFile, createFolder, listFiles, listFolders } from '#core/doc-shape.ts';
import { MAX_FILES } from '#core/limits.ts';
import { contentOfNewFile, folderPaths, problemOfCount, problemOfPath } from './file-names.ts';

function filesOf(paths: string[], folders: string[] = []) {
  const doc = new Y.Doc();
  for (const path of paths) createFile(doc, path);
  for (const folder of folders) createFolder(doc, folder);
  return { files: listFiles(doc), folders: listFolders(doc) };
}

test.each(['', '../x.py', '/x.py', 'a//b.py', 'a/./b.py', ' x.py', 'a\\b.py', 'a\u0000b'])(
  'refuses %j with a reason',
  (path) => {
    expect(problemOfPath(path, filesOf([]))).toMatch(/like dir\/file\.py|character/i);
  },
);

test('a name in use is refused, a free one and one’s own are not', () => {
  const files = filesOf(['a.py', 'lib/b.py'], ['empty']);
  expect(problemOfPath('a.py', files)).toMatch(/already/);
  expect(problemOfPath('lib', files)).toMatch(/already/);
  expect(problemOfPath('empty', files)).toMatch(/already/);
  expect(problemOfPath('a.py/c.py', files)).toMatch(/is a file/);
  expect(problemOfPath('a.py', files, 'a.py')).toBeNull();
  expect(problemOfPath('lib/c.py', files)).toBeNull();
});

test('a room that is full takes no further file', () => {
  const full = filesOf(Array.from({ length: MAX_FILES }, (_, n) => `f${n}.txt`));
  expect(problemOfCount(full)).toMatch(/Delete one/);
  expect(problemOfCount(filesOf(['a.py']))).toBeNull();
});

test('the first file of a language begins with a start, the next ones empty', () => {
  expect(contentOfNewFile('main.py', filesOf([]))).toContain('def main');
  expect(contentOfNewFile('other.py', filesOf(['main.py']))).toBe('');
  expect(contentOfNewFile('notes.md', filesOf([]))).toBe('');
});

test('folders of files are folders too', () => {
  expect([...folderPaths(filesOf(['a/b/c.py'], ['d/e']))].sort()).toEqual(['a', 'a/b', 'd', 'd/e']);
});
