import { strToU8, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { MAX_IMPORTED_FILES, MAX_UNPACKED_BYTES } from './import-limits.ts';
import { groupByQuestion, packArchive, unpackArchive } from './question-archive.ts';

const paths = (files: { path: string }[]) => files.map(({ path }) => path);
const raw = (path: string, text = '{}') => ({ path, bytes: strToU8(text) });

test('what was packed is unpacked, letter by letter', () => {
  const files = [
    { path: 'a/question.json', text: '{"title": "Größe 字"}' },
    { path: 'a/starters/python/main.py', text: 'x = 1\n'.repeat(20_000) },
    { path: 'a/empty.txt', text: '' },
  ];
  const archive = packArchive(files);
  expect(
    unpackArchive(archive).map(({ path, bytes }) => ({ path, text: Buffer.from(bytes).toString() })),
  ).toEqual(files);
  expect(packArchive(files)).toEqual(archive);
});

test('folders, and what file managers leave behind, are no files', () => {
  const archive = zipSync({
    'a/': new Uint8Array(),
    'a/question.json': strToU8('{}'),
    '__MACOSX/a/._question.json': strToU8('x'),
    'a/.DS_Store': strToU8('x'),
  });
  expect(paths(unpackArchive(archive))).toEqual(['a/question.json']);
});

test('an archive that unpacks to more than the limit is given up on the way, however little it says of its size', () => {
  const bomb = zipSync({ 'a/statement.md': new Uint8Array(MAX_UNPACKED_BYTES * 4) });
  expect(bomb.length).toBeLessThan(200_000);
  // The sizes that the archive states, in the head of the file and in the directory at its end.
  for (const signature of [0x04034b50, 0x02014b50]) {
    const view = new DataView(bomb.buffer, bomb.byteOffset);
    for (let at = 0; at < bomb.length - 30; at++)
      if (view.getUint32(at, true) === signature)
        view.setUint32(at + (signature === 0x04034b50 ? 22 : 24), 10, true);
  }
  expect(() => unpackArchive(bomb)).toThrow('The archive holds more than 32 MB');
});

test('an archive of very many files is refused', () => {
  const files = Array.from({ length: MAX_IMPORTED_FILES + 1 }, (_, at) => [`f${at}`, new Uint8Array()]);
  expect(() => unpackArchive(zipSync(Object.fromEntries(files)))).toThrow('more than 2000 files');
});

test('what is damaged says in which file', () => {
  const archive = packArchive([{ path: 'a/statement.md', text: 'Some words that are there. '.repeat(99) }]);
  expect(() => unpackArchive(archive.slice(0, 70))).toThrow('a/statement.md');
  const broken = archive.slice();
  // A block of a type that there is not.
  broken[30 + 'a/statement.md'.length] = 0x07;
  expect(() => unpackArchive(broken)).toThrow('a/statement.md cannot be unpacked.');
  expect(unpackArchive(strToU8('no archive at all'))).toEqual([]);
});

test('each folder with a question.json is a question; one inside of another is a file of it', () => {
  const groups = groupByQuestion([
    raw('README.md'),
    raw('set/b/question.json'),
    raw('set/b/starters/javascript/question.json'),
    raw('set/a/question.json'),
    raw('set/a/statement.md', 'a\r\nb'),
    raw('set/ab/statement.md'),
  ]);
  expect(groups.map(({ folder, files }) => [folder, paths(files)])).toEqual([
    ['set/a', ['question.json', 'statement.md']],
    ['set/b', ['question.json', 'starters/javascript/question.json']],
  ]);
  expect(groups[0]?.files[1]?.text).toBe('a\nb');
  expect(groupByQuestion([raw('question.json'), raw('statement.md')])).toMatchObject([{ folder: '' }]);
});

test('a file that is no text says so by its name', () => {
  const files = [raw('a/question.json'), { path: 'a/statement.md', bytes: new Uint8Array([0xff, 0xfe, 0]) }];
  expect(() => groupByQuestion(files)).toThrow('a/statement.md is not text in UTF-8.');
});
