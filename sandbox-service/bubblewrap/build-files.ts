import { constants, type Dirent } from 'node:fs';
import { open, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { BuildFile } from '../driver.ts';
import { WORKSPACE_FILES } from '../limits.ts';
import { makeDirectories, writeNewFile } from './workspace.ts';

/**
 * Reads what a compile step left below `root`, or null when that is more than `limitBytes`, or holds anything but plain
 * files and directories: a compiler fed by a stranger may have made links and pipes. Nothing may run below `root`
 * meanwhile.
 */
export async function readBuild(root: string, limitBytes: number): Promise<BuildFile[] | null> {
  const files: BuildFile[] = [];
  const pending = [''];
  let leftBytes = limitBytes;
  for (let directory = pending.pop(); directory !== undefined; directory = pending.pop()) {
    const entries = await listDirectory(join(root, directory));
    if (!entries) return null;
    for (const entry of entries) {
      const path = join(directory, entry.name);
      if (entry.isDirectory()) {
        pending.push(path);
        continue;
      }
      const file = entry.isFile() ? await readPlainFile(join(root, path), leftBytes) : null;
      if (!file || files.length >= WORKSPACE_FILES) return null;
      leftBytes -= file.bytes.length;
      files.push({ path, ...file });
    }
  }
  return files;
}

/** What lies in a directory, or null for one that a compile step has closed, or nested deeper than a path can say. */
async function listDirectory(path: string): Promise<Dirent[] | null> {
  try {
    return await readdir(path, { withFileTypes: true });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENAMETOOLONG' || code === 'EACCES') return null;
    throw error;
  }
}

async function readPlainFile(path: string, limitBytes: number): Promise<Omit<BuildFile, 'path'> | null> {
  const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants;
  const file = await open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  try {
    const stat = await file.stat();
    if (!stat.isFile() || stat.nlink !== 1 || stat.size > limitBytes) return null;
    return { bytes: await file.readFile(), isExecutable: (stat.mode & 0o100) !== 0 };
  } finally {
    await file.close();
  }
}

/** Writes files below a directory that no program has touched yet, and gives them to `uid`. */
export function writeBuild(root: string, files: readonly BuildFile[], uid: number | null): void {
  const made = new Set<string>(['.']);
  for (const { path, bytes, isExecutable } of files) {
    makeDirectories(root, dirname(path), { uid, made });
    writeNewFile(join(root, path), bytes, { mode: isExecutable ? 0o755 : 0o644, uid });
  }
}
