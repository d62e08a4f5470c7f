import { chmodSync, statfsSync } from 'node:fs';
import { USAGE_LOOK_EVERY, VOLUME_BYTES, VOLUME_FILES } from '../workspaces/limits.ts';
import { statAt } from './beneath.ts';
import { BeneathError } from './beneath-error.ts';
import { walk } from './walk.ts';

export interface Usage {
  bytes: number;
  files: number;
}

/** Inodes that a new disk has in use: ten of the file system's own, its root, `lost+found` and the files' directory. */
const OWN_INODES = 13;

/** How full a workspace's disk is. */
export function measureDisk(path: string): Usage {
  const { blocks, bfree, bsize, files, ffree } = statfsSync(path);
  return { bytes: (blocks - bfree) * bsize, files: Math.max(files - ffree - OWN_INODES, 0) };
}

/** How much a workspace without a disk of its own holds, counted up to a little more than it may. */
export function measureDirectory(path: string): Usage {
  const usage: Usage = { bytes: 0, files: 0 };
  walk(path, {
    maxEntries: VOLUME_FILES + 1,
    maxDepth: 512,
    visit: ({ directoryFd, name }) => {
      usage.files++;
      try {
        usage.bytes += Number(statAt(directoryFd, name).blocks) * 512;
      } catch (error) {
        if (!(error instanceof BeneathError)) throw error; // Removed since it was listed.
      }
      return true;
    },
  });
  return usage;
}

/** Calls back once when a workspace without a disk of its own holds more than it may. Returns how to stop. */
export function watchDirectory(path: string, onFull: () => void): () => void {
  const timer = setInterval(() => {
    if (!isOver(path)) return;
    clearInterval(timer);
    onFull();
  }, USAGE_LOOK_EVERY);
  return () => clearInterval(timer);
}

function isOver(path: string): boolean {
  try {
    const { bytes, files } = measureDirectory(path);
    return bytes > VOLUME_BYTES || files > VOLUME_FILES;
  } catch {
    // A program that runs as our own user has closed it to us. It is ours again, and the next look counts.
    chmodSync(path, 0o700);
    return false;
  }
}
