import { randomBytes } from 'node:crypto';
import {
  type BigIntStats,
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  rmdirSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeSync,
} from 'node:fs';
import { BeneathError, codeOf, translate } from './beneath-error.ts';

/**
 * File operations of the host in a directory whose contents a candidate changes at the same time. Each name of a path
 * is opened on its own, from the descriptor of the directory before it and without following links: whatever is
 * swapped for whatever while we walk, nothing outside of `root` is read or changed. All of it is synchronous, since
 * the kernel answers at once and a thread pool would cost more.
 */

const { O_RDONLY, O_WRONLY, O_CREAT, O_EXCL, O_DIRECTORY, O_NOFOLLOW, O_NONBLOCK, O_NOCTTY } = constants;

/** Names of the temporary files we make in a workspace start with this. */
export const TEMPORARY_PREFIX = '.interlace-';

/** Who gets what the host writes; null leaves it to the service's own user. */
export type Owner = number | null;

/**
 * Calls `use` with the descriptor of a directory below `root` ('' is `root` itself). With `make`, directories that
 * are missing are made and given to that owner. Throws `BeneathError`.
 */
export function withDirectory<T>(
  root: string,
  directory: string,
  use: (directoryFd: number) => T,
  make?: { owner: Owner },
): T {
  return translate(() => {
    let fd = openSync(root, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
    try {
      for (const name of directory === '' ? [] : directory.split('/')) {
        const next = openDirectoryAt(fd, name, make);
        closeSync(fd);
        fd = next;
      }
      return use(fd);
    } finally {
      closeSync(fd);
    }
  });
}

/** Opens a directory in a directory. Throws `BeneathError`, also for a link to one. */
export function openDirectoryAt(directoryFd: number, name: string, make?: { owner: Owner }): number {
  return translate(() => {
    const flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW;
    try {
      return openSync(at(directoryFd, name), flags);
    } catch (error) {
      if (!make || codeOf(error) !== 'ENOENT') throw error;
    }
    mkdirSync(at(directoryFd, name), { mode: 0o755 });
    const fd = openSync(at(directoryFd, name), flags);
    if (make.owner !== null) fchownSync(fd, make.owner, make.owner);
    return fd;
  });
}

/** What lies at a name, without following it. */
export function statAt(directoryFd: number, name: string): BigIntStats {
  return translate(() => lstatSync(at(directoryFd, name), { bigint: true }));
}

/** What lies at a path, without following any part of it. */
export function statPath(root: string, path: string): BigIntStats {
  const { directory, name } = splitPath(path);
  return withDirectory(root, directory, (fd) => statAt(fd, name));
}

/**
 * Opens a regular file to be read; the caller closes it. A pipe or a device never blocks us. A file with a second name
 * is refused unless `mayHaveNames`: whoever sees one name would not know what else it is.
 */
export function openFileAt(
  directoryFd: number,
  name: string,
  options: { mayHaveNames?: boolean } = {},
): { fd: number; stat: BigIntStats } {
  return translate(() => {
    const fd = openSync(at(directoryFd, name), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
    const stat = fstatSync(fd, { bigint: true });
    if (isPlainFile(stat) || (stat.isFile() && options.mayHaveNames)) return { fd, stat };
    closeSync(fd);
    throw new BeneathError('not_a_file');
  });
}

/** The bytes of a regular file, or `too_large` when there are more than `maxBytes`. */
export function readFileAt(directoryFd: number, name: string, maxBytes: number): Buffer {
  const { fd, stat } = openFileAt(directoryFd, name);
  try {
    if (stat.size > BigInt(maxBytes)) throw new BeneathError('too_large');
    // It may grow while we read: one byte more than allowed tells.
    const buffer = Buffer.alloc(Math.min(maxBytes, Number(stat.size)) + 1);
    let length = 0;
    for (let read = -1; read !== 0 && length < buffer.length; length += read)
      read = readSync(fd, buffer, length, buffer.length - length, length);
    if (length > maxBytes) throw new BeneathError('too_large');
    return buffer.subarray(0, length);
  } finally {
    closeSync(fd);
  }
}

/**
 * Puts a file in place at once: a reader sees the old one or the new one. Directories on the way are made. Throws
 * `not_a_file` when something that is no plain file has the name. Returns what lies there now.
 */
export function writeFile(
  root: string,
  path: string,
  data: Uint8Array,
  options: { owner: Owner; mode?: number; mtimeMs?: number },
): BigIntStats {
  const { directory, name } = splitPath(path);
  const { owner } = options;
  return withDirectory(
    root,
    directory,
    (directoryFd) => {
      const mode = options.mode ?? modeOf(directoryFd, name);
      const temporary = TEMPORARY_PREFIX + randomBytes(9).toString('hex');
      const fd = openSync(at(directoryFd, temporary), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600);
      try {
        for (let done = 0; done < data.length; ) done += writeSync(fd, data, done);
        if (owner !== null) fchownSync(fd, owner, owner);
        fchmodSync(fd, mode);
        if (options.mtimeMs !== undefined)
          utimesSync(`/proc/self/fd/${fd}`, options.mtimeMs / 1000, options.mtimeMs / 1000);
        renameSync(at(directoryFd, temporary), at(directoryFd, name));
        return fstatSync(fd, { bigint: true });
      } catch (error) {
        unlinkIfThere(directoryFd, temporary);
        throw error;
      } finally {
        closeSync(fd);
      }
    },
    { owner },
  );
}

/** Makes a directory and those above it. */
export function makeDirectory(root: string, path: string, owner: Owner): void {
  withDirectory(root, path, () => {}, { owner });
}

/** Makes a symbolic link, which the host itself never follows. */
export function makeLink(root: string, path: string, target: string, owner: Owner): void {
  const { directory, name } = splitPath(path);
  withDirectory(root, directory, (fd) => symlinkSync(target, at(fd, name)), { owner });
}

/** Removes a plain file, and the directories that this leaves empty. Refuses everything else. */
export function removeFile(root: string, path: string): void {
  const { directory, name } = splitPath(path);
  withDirectory(root, directory, (fd) => {
    if (!isPlainFile(statAt(fd, name))) throw new BeneathError('not_a_file');
    unlinkSync(at(fd, name));
  });
  for (let empty = directory; empty !== ''; empty = splitPath(empty).directory)
    if (!removeIfEmpty(root, empty)) return;
}

/** Gives a plain file another path. Directories on the way are made; another plain file that has the path goes. */
export function renameFile(root: string, from: string, to: string, owner: Owner): void {
  const source = splitPath(from);
  const target = splitPath(to);
  withDirectory(root, source.directory, (sourceFd) => {
    if (!isPlainFile(statAt(sourceFd, source.name))) throw new BeneathError('not_a_file');
    withDirectory(
      root,
      target.directory,
      (targetFd) => {
        modeOf(targetFd, target.name);
        renameSync(at(sourceFd, source.name), at(targetFd, target.name));
      },
      { owner },
    );
  });
}

/** A name in a directory, as a path that the kernel resolves from the descriptor. Refuses what is not one name. */
export function at(directoryFd: number, name: string): string {
  if (name === '' || name === '.' || name === '..' || name.includes('/') || name.includes('\0'))
    throw new BeneathError('bad_path');
  return `/proc/self/fd/${directoryFd}/${name}`;
}

function splitPath(path: string): { directory: string; name: string } {
  const slash = path.lastIndexOf('/');
  return { directory: path.slice(0, Math.max(slash, 0)), name: path.slice(slash + 1) };
}

function isPlainFile(stat: BigIntStats): boolean {
  return stat.isFile() && stat.nlink === 1n;
}

/** Permissions of the file that is to be replaced, so that a script stays executable. */
function modeOf(directoryFd: number, name: string): number {
  try {
    const stat = statAt(directoryFd, name);
    if (!isPlainFile(stat)) throw new BeneathError('not_a_file');
    return Number(stat.mode) & 0o777;
  } catch (error) {
    if (error instanceof BeneathError && error.problem === 'not_found') return 0o644;
    throw error;
  }
}

function unlinkIfThere(directoryFd: number, name: string): void {
  try {
    unlinkSync(at(directoryFd, name));
  } catch {
    // Renamed away already, by us or by a program; what it became is the candidate's.
  }
}

function removeIfEmpty(root: string, path: string): boolean {
  const { directory, name } = splitPath(path);
  try {
    withDirectory(root, directory, (fd) => rmdirSync(at(fd, name)));
    return true;
  } catch {
    return false; // Not empty, or gone, or not a directory any more: it stays as it is.
  }
}
