import { closeSync, opendirSync } from 'node:fs';
import { openDirectoryAt, withDirectory } from './beneath.ts';
import { BeneathError } from './beneath-error.ts';

export type EntryKind = 'file' | 'directory' | 'link' | 'other';

/** One name in a workspace, while its directory is open. */
export interface Entry {
  /** From the workspace, without a leading slash. */
  path: string;
  name: string;
  kind: EntryKind;
  /** Good until the visit returns. */
  directoryFd: number;
}

export interface WalkOptions {
  maxEntries: number;
  maxDepth: number;
  /** Called for each entry before a directory is entered, which happens only if this says so. */
  visit(entry: Entry): boolean;
  /** Called with each directory before its entries are read; '' is the root. */
  onDirectory?(path: string, directoryFd: number): void;
}

/**
 * Walks through a workspace without following links, the files of a directory before its subdirectories, each sorted
 * by name. Returns whether that was everything; directories that programs remove meanwhile do not count.
 */
export function walk(root: string, options: WalkOptions): { isComplete: boolean } {
  let left = options.maxEntries;
  let isComplete = true;

  function enter(directoryFd: number, prefix: string, depth: number): void {
    options.onDirectory?.(prefix, directoryFd);
    const { entries, isAll } = readDirectory(directoryFd, left);
    left -= entries.length;
    if (!isAll) isComplete = false;
    const directories: Entry[] = [];
    for (const { name, kind } of entries) {
      const entry = { path: prefix === '' ? name : `${prefix}/${name}`, name, kind, directoryFd };
      if (options.visit(entry) && kind === 'directory') directories.push(entry);
    }
    for (const { name, path } of directories) {
      if (depth >= options.maxDepth || left <= 0) {
        isComplete = false;
        continue;
      }
      try {
        const fd = openDirectoryAt(directoryFd, name);
        try {
          enter(fd, path, depth + 1);
        } finally {
          closeSync(fd);
        }
      } catch (error) {
        if (!(error instanceof BeneathError)) throw error; // Swapped or removed since it was listed.
      }
    }
  }

  withDirectory(root, '', (fd) => enter(fd, '', 1));
  return { isComplete };
}

function readDirectory(
  directoryFd: number,
  maxEntries: number,
): { entries: { name: string; kind: EntryKind }[]; isAll: boolean } {
  const entries: { name: string; kind: EntryKind }[] = [];
  const directory = opendirSync(`/proc/self/fd/${directoryFd}`, { bufferSize: 256 });
  try {
    for (let entry = directory.readSync(); entry; entry = directory.readSync()) {
      if (entries.length >= maxEntries) return { entries: sort(entries), isAll: false };
      const kind = entry.isFile()
        ? 'file'
        : entry.isDirectory()
          ? 'directory'
          : entry.isSymbolicLink()
            ? 'link'
            : 'other';
      entries.push({ name: entry.name, kind });
    }
    return { entries: sort(entries), isAll: true };
  } finally {
    directory.closeSync();
  }
}

function sort<T extends { name: string }>(entries: T[]): T[] {
  return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
}
