import { constants } from 'node:fs';
import { chown, mkdir, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { WorkspaceError, type WorkspaceFile } from '../driver.ts';

/**
 * Writes files below a directory that no program has touched yet, and gives them to `uid`. Nothing is followed and
 * nothing is overwritten, whatever the paths say. Throws `WorkspaceError` when two paths are in each other's way.
 */
export async function writeWorkspace(
  root: string,
  files: readonly WorkspaceFile[],
  uid: number | null,
): Promise<void> {
  const made = new Set<string>(['.']);
  for (const { path, text } of files) {
    try {
      await makeDirectories(root, dirname(path), { uid, made });
      const { O_WRONLY, O_CREAT, O_EXCL, O_NOFOLLOW } = constants;
      const file = await open(join(root, path), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o644);
      try {
        await file.writeFile(text);
        if (uid !== null) await file.chown(uid, uid);
      } finally {
        await file.close();
      }
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
export async function makeDirectories(
  root: string,
  path: string,
  { uid, made }: { uid: number | null; made: Set<string> },
): Promise<void> {
  if (made.has(path)) return;
  await makeDirectories(root, dirname(path), { uid, made });
  await mkdir(join(root, path), { mode: 0o755 });
  if (uid !== null) await chown(join(root, path), uid, uid);
  made.add(path);
}
