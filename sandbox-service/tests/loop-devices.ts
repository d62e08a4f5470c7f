import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { isRoot } from './harness.ts';
import { readNames } from './processes.ts';

/** Whether workspaces have disks of their own here; else the tests of hard limits have nothing to test. */
export const hasDisks = canUseLoop();

/** Disk images below a directory that the kernel has in use. */
export function listImagesInUse(directory: string): string[] {
  return readNames('/sys/block')
    .map((device) => {
      const path = `/sys/block/${device}/loop/backing_file`;
      return existsSync(path) ? readFileSync(path, 'utf8').trim() : '';
    })
    .filter((image) => image.startsWith(`${directory}/`))
    .sort();
}

function canUseLoop(): boolean {
  if (!isRoot) return false;
  try {
    execFileSync('losetup', ['--find'], { stdio: 'ignore' });
    return true;
  } catch {
    process.stderr.write(
      'No loop devices here: workspaces have no disks of their own, and tests of those are skipped.\n',
    );
    return false;
  }
}
