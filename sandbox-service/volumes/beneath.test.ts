import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  makeDirectory,
  readFileAt,
  removeFile,
  renameFile,
  statPath,
  withDirectory,
  writeFile,
} from './beneath.ts';
import { BeneathError } from './beneath-error.ts';
import { walk } from './walk.ts';

let base: string;
let root: string;
let outside: string;
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'interlace-beneath-'));
  root = join(base, 'root');
  outside = join(base, 'outside');
  mkdirSync(root);
  mkdirSync(outside);
  writeFileSync(join(outside, 'secret.txt'), 'secret');
  writeFileSync(join(root, 'plain.txt'), 'plain');
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

const owner = null;
const read = (path: string) => {
  const slash = path.lastIndexOf('/');
  return withDirectory(root, path.slice(0, Math.max(slash, 0)), (fd) =>
    readFileAt(fd, path.slice(slash + 1), 1000).toString(),
  );
};
const write = (path: string, text = 'new') => writeFile(root, path, Buffer.from(text), { owner });

/** Things that a candidate can put at a path, each with a path that uses it. */
const TRAPS: [string, (at: string) => void, string][] = [
  ['a link to a file', (at) => symlinkSync(join(outside, 'secret.txt'), at), ''],
  ['a link to a file beside it', (at) => symlinkSync('plain.txt', at), ''],
  ['a link to nothing', (at) => symlinkSync(join(outside, 'new.txt'), at), ''],
  ['a link to a directory', (at) => symlinkSync(outside, at), '/secret.txt'],
  ['a link upwards', (at) => symlinkSync('..', at), '/outside/secret.txt'],
  ['a link into /proc', (at) => symlinkSync('/proc/self/root', at), '/etc/hostname'],
  ['a pipe', (at) => execFileSync('mkfifo', [at]), ''],
  ['a directory', (at) => mkdirSync(at), ''],
  ['a file with two names', (at) => linkSync(join(root, 'plain.txt'), at), ''],
  ['a file where a directory should be', (at) => writeFileSync(at, 'x'), '/secret.txt'],
];

test.each(TRAPS)('%s is not read, written, renamed or removed', (_name, plant, below) => {
  const at = join(root, 'trap');
  plant(at);
  const before = { outside: readdirSync(outside), entry: lstatSync(at).ino };
  const path = `trap${below}`;
  expect(() => read(path)).toThrow(BeneathError);
  expect(() => write(path)).toThrow(BeneathError);
  expect(() => renameFile(root, path, 'moved.txt', owner)).toThrow(BeneathError);
  expect(() => removeFile(root, path)).toThrow(BeneathError);
  writeFileSync(join(root, 'mine.txt'), 'mine');
  expect(() => renameFile(root, 'mine.txt', path, owner)).toThrow(BeneathError);
  expect({ outside: readdirSync(outside), entry: lstatSync(at).ino }).toEqual(before);
  expect(readFileSync(join(outside, 'secret.txt'), 'utf8')).toBe('secret');
  expect(readdirSync(root).filter((name) => name.startsWith('.interlace-'))).toEqual([]);
});

test.each([
  '../outside/secret.txt',
  '..',
  '.',
  '',
  'a//b',
  '/etc/hostname',
  'a/../plain.txt',
  'nul\0',
  'n'.repeat(256),
])('the path %j is refused', (path) => {
  expect(() => read(path)).toThrow(BeneathError);
  expect(() => write(path)).toThrow(BeneathError);
  expect(() => removeFile(root, path)).toThrow(BeneathError);
  expect(() => makeDirectory(root, `${path}/x`, owner)).toThrow(BeneathError);
  expect(readdirSync(base).sort()).toEqual(['outside', 'root']);
});

test('files are written at once, with the directories on the way, and stay executable', () => {
  write('a/b/c.txt', 'one');
  expect(read('a/b/c.txt')).toBe('one');
  writeFileSync(join(root, 'run.sh'), 'old', { mode: 0o755 });
  const stat = write('run.sh', 'new');
  expect(statSync(join(root, 'run.sh')).mode & 0o777).toBe(0o755);
  expect(stat.ino).toBe(statPath(root, 'run.sh').ino);
});

test('removing the last file of a directory removes the directory, but no other', () => {
  write('a/b/c.txt');
  write('a/d.txt');
  removeFile(root, 'a/b/c.txt');
  expect(existsSync(join(root, 'a/b'))).toBe(false);
  expect(existsSync(join(root, 'a'))).toBe(true);
  removeFile(root, 'a/d.txt');
  expect(readdirSync(root)).toEqual(['plain.txt']);
});

test('a file that is larger than asked for is not read', () => {
  write('large.txt', 'x'.repeat(1001));
  expect(() => read('large.txt')).toThrow('too_large');
});

test('a walk follows no link and stops at its limits', () => {
  symlinkSync(outside, join(root, 'link'));
  write('d/e/f.txt');
  const seen: string[] = [];
  const visit = (entry: { path: string; kind: string }) => {
    seen.push(`${entry.kind} ${entry.path}`);
    return true;
  };
  expect(walk(root, { maxEntries: 100, maxDepth: 10, visit })).toEqual({ isComplete: true });
  expect(seen).toEqual(['directory d', 'link link', 'file plain.txt', 'directory d/e', 'file d/e/f.txt']);
  expect(walk(root, { maxEntries: 2, maxDepth: 10, visit }).isComplete).toBe(false);
  expect(walk(root, { maxEntries: 100, maxDepth: 2, visit }).isComplete).toBe(false);
});

/** Swaps a directory and a file for links to the outside and back, as fast as it can. */
const SWAPPER = `
import ctypes, os, sys
libc = ctypes.CDLL(None)
root, outside = sys.argv[1], sys.argv[2]
os.mkdir(root + '/dir'); open(root + '/dir/secret.txt', 'w').write('inside')
open(root + '/file', 'w').write('inside')
os.symlink(outside, root + '/dir-link'); os.symlink(outside + '/secret.txt', root + '/file-link')
print('ready', flush=True)
swap = lambda a, b: libc.renameat2(-100, (root + a).encode(), -100, (root + b).encode(), 2)
while True:
    swap('/dir', '/dir-link'); swap('/file', '/file-link')
`;

test('a program that swaps directories for links all the time never makes the host touch the outside', async () => {
  const swapper = spawn('python3', ['-c', SWAPPER, root, outside], { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    await once(swapper.stdout, 'data');
    const results = { done: 0, refused: 0 };
    const attempt = (work: () => unknown) => {
      try {
        expect(work()).not.toBe('secret');
        results.done++;
      } catch (error) {
        if (!(error instanceof BeneathError)) throw error;
        results.refused++;
      }
    };
    for (let i = 0; i < 3000; i++) {
      attempt(() => read('dir/secret.txt'));
      attempt(() => read('file'));
      attempt(() => void write('dir/secret.txt', 'inside'));
      attempt(() => void write(`dir/new-${i % 7}.txt`));
      attempt(() => renameFile(root, `dir/new-${i % 7}.txt`, 'dir/moved.txt', owner));
      attempt(() => removeFile(root, 'dir/moved.txt'));
      attempt(() => makeDirectory(root, 'dir/made/deep', owner));
      if (i % 20 === 0)
        attempt(() =>
          walk(root, { maxEntries: 100, maxDepth: 9, visit: ({ path }) => !path.includes('secret') }),
        );
    }
    // Both happened, so the swapping met the operations at all stages.
    expect(results.done).toBeGreaterThan(100);
    expect(results.refused).toBeGreaterThan(100);
    expect(readdirSync(outside)).toEqual(['secret.txt']);
    expect(readFileSync(join(outside, 'secret.txt'), 'utf8')).toBe('secret');
  } finally {
    swapper.kill('SIGKILL');
    await once(swapper, 'exit');
  }
});
