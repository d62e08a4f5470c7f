import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type Header, pack } from 'tar-stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { packWorkspace } from './pack.ts';
import { unpackWorkspace } from './unpack.ts';

let base: string;
let root: string;
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'interlace-unpack-'));
  root = join(base, 'root');
  mkdirSync(root);
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

/** Unpacks a tar that somebody made by hand. */
async function unpack(entries: [Partial<Header> & { name: string }, string?][], padding = ''): Promise<void> {
  const tar = pack();
  for (const [header, text = ''] of entries) tar.entry(header, text);
  tar.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of tar as unknown as AsyncIterable<Buffer>) chunks.push(chunk);
  const archive = join(base, 'made.tar.gz');
  const bytes = gzipSync(Buffer.concat([...chunks, Buffer.from(padding)]));
  writeFileSync(archive, bytes);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  await unpackWorkspace({ archive, sha256, root, owner: null });
}

test('what was packed comes back: text, modes, times, links that stay inside, empty directories', async () => {
  const source = join(base, 'source');
  mkdirSync(join(source, 'a/empty'), { recursive: true });
  writeFileSync(join(source, 'a/run.sh'), '#!/bin/sh\n', { mode: 0o755 });
  writeFileSync(join(source, 'text.txt'), 'hello');
  utimesSync(join(source, 'text.txt'), 1_700_000_000, 1_700_000_000);
  symlinkSync('../text.txt', join(source, 'a/inside'));
  symlinkSync('/etc/passwd', join(source, 'absolute'));
  symlinkSync('../../outside', join(source, 'a/outside'));
  const archive = join(base, 'packed.tar.gz');
  const { sha256, files } = await packWorkspace(source, archive);
  expect(files).toBe(2);
  await unpackWorkspace({ archive, sha256, root, owner: null });
  expect(readdirSync(root, { recursive: true }).sort()).toEqual([
    'a',
    'a/empty',
    'a/inside',
    'a/run.sh',
    'text.txt',
  ]);
  expect(statSync(join(root, 'a/run.sh')).mode & 0o777).toBe(0o755);
  expect(statSync(join(root, 'text.txt')).mtimeMs).toBe(1_700_000_000_000);
  expect(readlinkSync(join(root, 'a/inside'))).toBe('../text.txt');
});

test('the same contents have the same name, other contents another', async () => {
  const source = join(base, 'source');
  mkdirSync(source);
  const write = (text: string) => {
    writeFileSync(join(source, 'a.txt'), text);
    utimesSync(join(source, 'a.txt'), 1, 1);
  };
  write('one');
  const first = await packWorkspace(source, join(base, '1.tar.gz'));
  rmSync(join(source, 'a.txt'));
  write('one');
  expect(await packWorkspace(source, join(base, '2.tar.gz'))).toEqual(first);
  write('two');
  expect((await packWorkspace(source, join(base, '3.tar.gz'))).sha256).not.toBe(first.sha256);
});

test.each([['../escape.txt'], ['a/../../escape.txt'], ['/tmp/interlace-escape.txt'], ['./a.txt']])(
  'an archive with the path %s is refused',
  async (name) => {
    await expect(unpack([[{ name }, 'x']])).rejects.toThrow('leads out of a workspace');
    expect(readdirSync(base).sort()).toEqual(['made.tar.gz', 'root']);
  },
);

test('an archive cannot write through a link that it brings along', async () => {
  const outside = join(base, 'outside');
  mkdirSync(outside);
  // The link is inside by its text, but the entry after it would have to go through it.
  const entries: Parameters<typeof unpack>[0] = [
    [{ name: 'inside', type: 'directory' }],
    [{ name: 'link', type: 'symlink', linkname: 'inside' }],
    [{ name: 'link/file.txt' }, 'x'],
  ];
  await expect(unpack(entries)).rejects.toThrow('does not fit');
  await unpack([[{ name: 'away', type: 'symlink', linkname: '../outside' }]]);
  await unpack([[{ name: 'hard', type: 'link', linkname: '/etc/passwd' }]]);
  await unpack([[{ name: 'pipe', type: 'fifo' }]]);
  expect(readdirSync(outside)).toEqual([]);
  for (const name of ['away', 'hard', 'pipe']) expect(existsSync(join(root, name))).toBe(false);
});

test('an archive that grows beyond a workspace is refused before it is unpacked', async () => {
  const archive = join(base, 'bomb.tar.gz');
  const zeros = gzipSync(Buffer.alloc(64 << 20));
  const bytes = Buffer.concat(Array.from({ length: 8 }, () => zeros));
  writeFileSync(archive, bytes);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  await expect(unpackWorkspace({ archive, sha256, root, owner: null })).rejects.toThrow(
    /larger than|damaged/,
  );
  await expect(
    unpack(Array.from({ length: 16_400 }, (_, i) => [{ name: `f${i}`, type: 'fifo' }])),
  ).rejects.toThrow('too many files');
});

test('an archive that was changed or cut is refused', async () => {
  writeFileSync(join(root, 'a.txt'), 'x'.repeat(10_000));
  const archive = join(base, 'packed.tar.gz');
  const { sha256 } = await packWorkspace(root, archive);
  const bytes = readFileSync(archive);
  writeFileSync(archive, bytes.subarray(0, bytes.length - 20));
  await expect(unpackWorkspace({ archive, sha256, root, owner: null })).rejects.toThrow('damaged');
  writeFileSync(archive, gzipSync(Buffer.alloc(1024)));
  await expect(unpackWorkspace({ archive, sha256, root, owner: null })).rejects.toThrow('damaged');
});
