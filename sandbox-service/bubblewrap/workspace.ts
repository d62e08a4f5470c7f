import { chownSync, closeSync, constants, fchownSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { WorkspaceError, type WorkspaceFile } from '../driver.ts';

/**
 * Writes files below a directory that no program has touched yet, and gives them to `uid`. Nothing is followed and
 * nothing is overwritten, whatever the paths say. Throws `WorkspaceError` when two paths are in each other's way. Waits
 * for nothing: the directory is memory or the system's cache, where a turn of the event loop costs more than the write.
 */
export function writeWorkspace(root: string, files: readonly WorkspaceFile[], uid: number | null): void {
  const made = new Set<string>(['.']);
  for (const { path, text } of files) {
    try {
      makeDirectories(root, dirname(path), { uid, made });
      writeNewFile(join(root, path), text, { mode: 0o644, uid });
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EEXIST' || code === 'ENOTDIR' || code === 'EISDIR')
        throw new WorkspaceError('Two files have the same path, or one is where another needs a folder.');
      if (code === 'ENAMETOOLONG') throw new WorkspaceError('A file or folder name is too long.');
      if (code === 'ENOSPC') throw new WorkspaceError('The files are larger than a workspace may be.');
      throw error;
    }
  }
}

/** Makes a directory below `root` with those above it, each once and each given to `uid`. */
export function makeDirectories(
  root: string,
  path: string,
  { uid, made }: { uid: number | null; made: Set<string> },
): void {
  if (made.has(path)) return;
  makeDirectories(root, dirname(path), { uid, made });
  mkdirSync(join(root, path), { mode: 0o755 });
  if (uid !== null) chownSync(join(root, path), uid, uid);
  made.add(path);
}

/** Makes a file that must not be there yet, follows no link, and gives it to `uid`. Throws what the system says. */
export function writeNewFile(
  path: string,
  content: string | Uint8Array,
  { mode, uid }: { mode: number; uid: number | null },
): void {
  const { O_WRONLY, O_CREAT, O_EXCL, O_NOFOLLOW } = constants;
  const fd = openSync(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode);
  try {
    writeFileSync(fd, content);
    if (uid !== null) fchownSync(fd, uid, uid);
  } finally {
    closeSync(fd);
  }
}
