import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isGone } from './instance.ts';

/**
 * Where root keeps it: the sandboxes' users can walk there, whoever owns the configured directory, and disks that are
 * mounted there by a service that was killed are in nobody's way until the next start unmounts them.
 */
const SHARED = '/var/lib/interlace-sandbox';

/**
 * Makes a directory for this instance alone; everything in it may go when the instance does. `stateDir` is used where
 * we are not root or the system's own directory cannot be written. Removes what dead instances have left.
 */
export function openStateDir(stateDir: string, instance: string): string {
  const base = findBase(stateDir);
  mkdirSync(base, { recursive: true, mode: 0o755 });
  for (const name of readdirSync(base)) if (isGone(name)) removeStateDir(join(base, name));
  const own = join(base, instance);
  mkdirSync(own, { mode: 0o711 });
  return own;
}

/** Directory for what stays when an instance ends and every instance of this machine may use. Not made yet. */
export function getToolchainDir(stateDir: string): string {
  return join(findBase(stateDir), 'toolchains');
}

/**
 * Unmounts what is mounted below and removes the directory with all that is in it. What cannot be removed now, because
 * it is busy or another instance removes it at the same time, is left to the next start.
 */
export function removeStateDir(directory: string): void {
  for (const mountPoint of listMountPoints(directory)) attempt('umount', ['--lazy', mountPoint]);
  // Not Node's rm: a program may have nested directories deeper than a path can say.
  if (existsSync(directory)) attempt('rm', ['-rf', '--one-file-system', '--', directory]);
}

function findBase(stateDir: string): string {
  return process.getuid?.() === 0 && canMake(SHARED) ? SHARED : stateDir;
}

function attempt(program: string, args: string[]): void {
  try {
    execFileSync(program, args, { stdio: 'ignore' });
  } catch {
    // See above: the next start of any instance tries again.
  }
}

function canMake(directory: string): boolean {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o755 });
    accessSync(directory, constants.W_OK);
    return true;
  } catch {
    return false; // A container with a read-only root: the configured directory is there for that.
  }
}

function listMountPoints(below: string): string[] {
  return readFileSync('/proc/self/mountinfo', 'utf8')
    .split('\n')
    .map((line) => unescapeMount(line.split(' ')[4] ?? ''))
    .filter((path) => path.startsWith(`${below}/`))
    .reverse();
}

/** The kernel writes space, tab, newline and backslash in octal. */
function unescapeMount(path: string): string {
  return path.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
}
