import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { MAX_FILES } from '#core/limits.ts';
import { SharedFiles } from './shared-files.ts';

let root: string;
let files: SharedFiles;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'interlace-shared-'));
  files = new SharedFiles();
});
afterEach(() => rmSync(root, { recursive: true }));

const scan = () => files.scan(root, () => {});

test('a look tells each change once', () => {
  writeFileSync(join(root, 'a.txt'), 'one');
  expect(scan()).toEqual({
    written: [{ path: 'a.txt', text: 'one' }],
    removed: [],
    leftOut: [],
    isComplete: true,
  });
  expect(scan()).toMatchObject({ written: [], removed: [] });
  writeFileSync(join(root, 'a.txt'), 'two');
  expect(scan().written).toEqual([{ path: 'a.txt', text: 'two' }]);
  rmSync(join(root, 'a.txt'));
  expect(scan().removed).toEqual(['a.txt']);
  expect(scan().removed).toEqual([]);
});

test('a file that was written with the same text is no news', () => {
  files.set('a.txt', 'one', null);
  writeFileSync(join(root, 'a.txt'), 'one');
  expect(scan()).toMatchObject({ written: [], removed: [] });
});

test('more files than a document has are one notice, and none that was there is taken for removed', () => {
  mkdirSync(join(root, 'many'));
  for (let i = 0; i < 3000; i++) writeFileSync(join(root, 'many', `f${i}`), 'x');
  mkdirSync(join(root, 'z'));
  writeFileSync(join(root, 'z', 'last.txt'), 'last');
  files.set('z/last.txt', 'last', null);
  const { written, removed, leftOut, isComplete } = scan();
  expect(written).toHaveLength(MAX_FILES - 1);
  expect({ removed, leftOut, isComplete }).toEqual({
    removed: [],
    leftOut: [{ path: 'many', reason: 'too_many' }],
    isComplete: false,
  });
});

test('what the room was only told of is told again after a rewind, what it sent is not', () => {
  writeFileSync(join(root, 'sent.txt'), 'sent');
  writeFileSync(join(root, 'told.txt'), 'told');
  files.set('sent.txt', 'sent', null);
  expect(scan().written.map(({ path }) => path)).toEqual(['told.txt']);
  files.rewind();
  expect(scan().written.map(({ path }) => path)).toEqual(['told.txt']);
  expect(Object.keys(files.serialize())).toEqual(['sent.txt']);
});
