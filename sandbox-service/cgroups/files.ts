import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  writeFileSync,
  write as writeToFd,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { isGone } from '../instance.ts';

/** First part of the name of every cgroup directory of ours; the rest is the instance. */
const PREFIX = 'interlace-';
const writeLater = promisify(writeToFd);
/** Attempts to remove a directory: the kernel takes some milliseconds to let go of dead processes. */
const REMOVE_ATTEMPTS = 60;

export function directoryName(instance: string): string {
  return PREFIX + instance;
}

/** Contents of a control file, trimmed. Throws when it is missing. */
export function read(directory: string, file: string): string {
  return readFileSync(join(directory, file), 'utf8').trim();
}

/** Contents of a control file that not every kernel has, or null. */
export function readIfThere(directory: string, file: string): string | null {
  try {
    return read(directory, file);
  } catch {
    return null; // Older kernels lack it; the caller has another way.
  }
}

/** Writes a control file. Throws when the kernel refuses. */
export function write(directory: string, file: string, value: string | number): void {
  writeFileSync(join(directory, file), String(value));
}

/** Writes a control file that not every kernel has, and says whether that worked. */
export function writeIfThere(directory: string, file: string, value: string | number): boolean {
  try {
    write(directory, file, value);
    return true;
  } catch {
    return false; // Older kernels lack it; the caller has another way.
  }
}

/** Moves a process into a group. Not in one go with the event loop: the kernel may take milliseconds. Throws when it refuses. */
export async function move(directory: string, pid: number): Promise<void> {
  const fd = openSync(join(directory, 'cgroup.procs'), 'w');
  try {
    await writeLater(fd, String(pid));
  } finally {
    closeSync(fd);
  }
}

/** Value of `name` in a file of `name value` lines, or 0. */
export function parseField(text: string, name: string): number {
  for (const line of text.split('\n')) {
    const [key, value] = line.split(' ');
    if (key === name) return Number(value);
  }
  return 0;
}

/** Process ids in a directory's `cgroup.procs`; none when the directory is gone. */
export function listProcesses(directory: string): number[] {
  const text = readIfThere(directory, 'cgroup.procs') ?? '';
  return text.split('\n').filter(Boolean).map(Number);
}

/** SIGKILL to each process that is still there. */
export function killEach(pids: readonly number[]): void {
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // Gone already, which is what was wanted.
    }
  }
}

/** Removes empty cgroup directories, waiting for dead processes to leave. False when one would not go. */
export async function removeDirectories(directories: readonly string[]): Promise<boolean> {
  let left = [...directories];
  for (let attempt = 0; attempt < REMOVE_ATTEMPTS && left.length > 0; attempt++) {
    if (attempt > 0) await sleep(Math.min(attempt, 20));
    left = left.filter((directory) => !removed(directory));
  }
  return left.length === 0;
}

/** Ends and removes what instances that no longer live have left below `parent`. */
export async function removeStale(parent: string): Promise<void> {
  for (const name of listDirectories(parent)) {
    if (!name.startsWith(PREFIX) || !isGone(name.slice(PREFIX.length))) continue;
    const stale = join(parent, name);
    const jobs = listDirectories(stale).map((job) => join(stale, job));
    for (const job of jobs) killEach(listProcesses(job));
    await removeDirectories(jobs);
    await removeDirectories([stale]);
  }
}

/** Makes a directory and returns whether processes could be put into it. */
export function makeUsable(directory: string): boolean {
  try {
    mkdirSync(directory, { recursive: true });
    closeSync(openSync(join(directory, 'cgroup.procs'), 'w'));
    return true;
  } catch {
    return false; // Not ours to write: the caller looks elsewhere and tells the operator.
  }
}

function removed(directory: string): boolean {
  try {
    rmdirSync(directory);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT';
  }
}

function listDirectories(parent: string): string[] {
  try {
    return readdirSync(parent, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name);
  } catch {
    return []; // A hierarchy that is not mounted holds nothing of ours.
  }
}
