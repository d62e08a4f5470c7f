import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmdirSync, unlinkSync } from 'node:fs';
import { lstat, opendir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { WORKSPACE_BYTES, WORKSPACE_FILES } from '../limits.ts';

const LOOK_EVERY = 200;
/** So many files are removed in less time than a turn of the event loop takes. */
const FEW_ENTRIES = 32;

/** Where the workspaces of one slot lie, one after the other. */
export interface Disk {
  path: string;
  /** Whether the file system itself says "no space left". If not, `watchUsage` must stand in. */
  isBounded: boolean;
}

/** Makes the disk of a slot: memory with a hard limit of bytes and files where we may mount, else a plain directory. */
export function makeDisk(path: string): Disk {
  mkdirSync(path, { mode: 0o711 });
  if (process.getuid?.() !== 0) return { path, isBounded: false };
  const options = `size=${WORKSPACE_BYTES},nr_inodes=${WORKSPACE_FILES},mode=711,nosuid,nodev`;
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', path], { stdio: 'ignore' });
    return { path, isBounded: true };
  } catch {
    return { path, isBounded: false }; // A container without the right to mount: /doctor tells.
  }
}

/** Removes a directory that a program has filled, however deep it nested what is in it. Nothing may run in it. */
export async function removeTree(path: string): Promise<void> {
  if (isRemovedAtOnce(path)) return;
  try {
    await rm(path, { recursive: true, force: true });
  } catch {
    // Deeper than a path can say, or closed to its owner. coreutils walk by descriptor, without following links.
    const run = promisify(execFile);
    await run('chmod', ['-R', 'u+rwX', '--', path]);
    await run('rm', ['-rf', '--one-file-system', '--', path]);
  }
}

/** Most directories hold some files and nothing else: removing those needs no turn of the event loop. */
function isRemovedAtOnce(path: string): boolean {
  try {
    const entries = readdirSync(path, { withFileTypes: true });
    if (entries.length > FEW_ENTRIES || entries.some((entry) => entry.isDirectory())) return false;
    for (const { name } of entries) unlinkSync(join(path, name));
    rmdirSync(path);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT'; // Else the slow way finds out what is in the way.
  }
}

/** Calls back once when more bytes or files lie below `path` than a workspace may hold. Returns how to stop. */
export function watchUsage(path: string, onFull: () => void): () => void {
  let isLooking = false;
  const timer = setInterval(async () => {
    if (isLooking) return;
    isLooking = true;
    const isFull = await isOverLimit(path);
    isLooking = false;
    if (!isFull) return;
    clearInterval(timer);
    onFull();
  }, LOOK_EVERY);
  return () => clearInterval(timer);
}

async function isOverLimit(root: string): Promise<boolean> {
  let bytes = 0;
  let entries = 0;
  const pending = [root];
  for (let directory = pending.pop(); directory !== undefined; directory = pending.pop()) {
    try {
      for await (const entry of await opendir(directory)) {
        if (++entries > WORKSPACE_FILES) return true;
        const path = join(directory, entry.name);
        if (entry.isDirectory()) pending.push(path);
        else bytes += (await lstat(path)).blocks * 512;
        if (bytes > WORKSPACE_BYTES) return true;
      }
    } catch {
      // The program removed or closed it while we looked; the next look counts again.
    }
  }
  return false;
}
