import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, createWriteStream, readlinkSync, readSync } from 'node:fs';
import { posix } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { pack as createTar, type Pack } from 'tar-stream';
import { MAX_DEPTH, VOLUME_BYTES, VOLUME_FILES } from '../workspaces/limits.ts';
import { at, openFileAt, TEMPORARY_PREFIX, withDirectory } from './beneath.ts';
import { BeneathError } from './beneath-error.ts';
import { type EntryKind, walk } from './walk.ts';

const READ_BYTES = 64 * 1024;

/** A workspace in one file. */
export interface Packed {
  sha256: string;
  bytes: number;
  /** Files in it, without directories and links. */
  files: number;
}

/**
 * Packs a workspace into a new tar.gz. The same contents make the same bytes. Links that lead out of the workspace,
 * pipes and what is over the size of a workspace are left out; nothing is followed.
 */
export async function packWorkspace(root: string, target: string): Promise<Packed> {
  const tar = createTar();
  const hash = createHash('sha256');
  let bytes = 0;
  const written = pipeline(
    tar,
    createGzip({ level: 4 }),
    async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        hash.update(chunk);
        bytes += chunk.length;
        yield chunk;
      }
    },
    createWriteStream(target, { flags: 'wx', mode: 0o600 }),
  );
  const filled = fill(tar, root);
  // Whichever fails first ends the other.
  filled.catch((error: Error) => tar.destroy(error));
  await written;
  return { sha256: hash.digest('hex'), bytes, files: await filled };
}

async function fill(tar: Pack, root: string): Promise<number> {
  let files = 0;
  let leftBytes = VOLUME_BYTES;
  for (const { path, kind } of listEntries(root)) {
    try {
      if (kind === 'directory') tar.entry({ name: path, type: 'directory', mode: 0o755, mtime: EPOCH });
      else if (kind === 'link') packLink(tar, root, path);
      else {
        leftBytes -= await packFile(tar, root, path, leftBytes);
        files++;
      }
    } catch (error) {
      if (!(error instanceof BeneathError)) throw error; // Removed or swapped since it was listed, or too large.
    }
  }
  tar.finalize();
  return files;
}

/** Directories have a fixed time, since the time of theirs changes with whatever came and went. */
const EPOCH = new Date(0);

function listEntries(root: string): { path: string; kind: EntryKind }[] {
  const entries: { path: string; kind: EntryKind }[] = [];
  walk(root, {
    maxEntries: VOLUME_FILES,
    maxDepth: MAX_DEPTH,
    visit: ({ path, kind, name }) => {
      if (kind !== 'other' && !name.startsWith(TEMPORARY_PREFIX)) entries.push({ path, kind });
      return true;
    },
  });
  return entries;
}

function packLink(tar: Pack, root: string, path: string): void {
  const target = inDirectoryOf(root, path, (fd, name) => readLink(fd, name));
  if (!staysInside(path, target)) return;
  tar.entry({ name: path, type: 'symlink', linkname: target, mtime: EPOCH });
}

function readLink(directoryFd: number, name: string): string {
  return readlinkSync(at(directoryFd, name));
}

/** Whether a link at `path` leads to something in the workspace, by its text alone. */
export function staysInside(path: string, target: string): boolean {
  if (target === '' || target.startsWith('/') || target.includes('\0')) return false;
  const resolved = posix.join(posix.dirname(path), target);
  return resolved !== '..' && !resolved.startsWith('../');
}

/** Returns the size that was packed. A file that shrinks meanwhile is filled up, one that grows is cut: its size is written first. */
async function packFile(tar: Pack, root: string, path: string, maxBytes: number): Promise<number> {
  const { fd, stat } = inDirectoryOf(root, path, (directoryFd, name) =>
    openFileAt(directoryFd, name, { mayHaveNames: true }),
  );
  try {
    const size = Number(stat.size);
    if (size > maxBytes) throw new BeneathError('too_large');
    const entry = tar.entry({
      name: path,
      size,
      mode: Number(stat.mode) & 0o100 ? 0o755 : 0o644,
      mtime: new Date(Number(stat.mtimeMs)),
    });
    for (let done = 0; done < size; ) {
      const chunk = Buffer.alloc(Math.min(READ_BYTES, size - done));
      readSync(fd, chunk, 0, chunk.length, done);
      done += chunk.length;
      if (!entry.write(chunk)) await once(entry, 'drain');
    }
    entry.end(null);
    return size;
  } finally {
    closeSync(fd);
  }
}

function inDirectoryOf<T>(root: string, path: string, use: (directoryFd: number, name: string) => T): T {
  const directory = posix.dirname(path);
  return withDirectory(root, directory === '.' ? '' : directory, (fd) => use(fd, posix.basename(path)));
}
