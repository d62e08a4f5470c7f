import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

/** Name, major and minor number, as Linux has them. */
const DEVICES = [
  ['null', 1, 3],
  ['zero', 1, 5],
  ['full', 1, 7],
  ['random', 1, 8],
  ['urandom', 1, 9],
  ['tty', 5, 0],
] as const;

const LINKS = {
  fd: '/proc/self/fd',
  stdin: '/proc/self/fd/0',
  stdout: '/proc/self/fd/1',
  stderr: '/proc/self/fd/2',
  ptmx: 'pts/ptmx',
};

/**
 * Makes the `/dev` that all sandboxes get, read-only: the same that bubblewrap makes, but once, where bubblewrap mounts
 * each device anew for each program. Null where we may not mount or make devices.
 */
export function makeDevices(path: string): string | null {
  if (process.getuid?.() !== 0) return null;
  mkdirSync(path, { mode: 0o755 });
  try {
    const options = 'size=64k,nr_inodes=64,mode=755,nosuid,noexec';
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', path], { stdio: 'ignore' });
    for (const [name, major, minor] of DEVICES)
      execFileSync('mknod', ['-m', '666', join(path, name), 'c', String(major), String(minor)], {
        stdio: 'ignore',
      });
    for (const [name, target] of Object.entries(LINKS)) symlinkSync(target, join(path, name));
    for (const name of ['pts', 'shm']) mkdirSync(join(path, name), { mode: 0o755 });
    // Here and not by bubblewrap, which would take the devices away with it.
    execFileSync('mount', ['-o', 'remount,ro', path], { stdio: 'ignore' });
    return path;
  } catch {
    return null; // A container without these rights. What was mounted goes with the state directory.
  }
}
