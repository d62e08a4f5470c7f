import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isGone } from './instance.ts';

/** Used by root when the configured directory lies behind one that only its owner may enter. */
const FALLBACK = '/var/lib/interlace-sandbox';

/**
 * A directory of this instance alone, below `stateDir`, that the sandbox's user ids can reach. Removes what dead
 * instances have left beside it.
 */
export function openStateDir(stateDir: string, instance: string): string {
  mkdirSync(stateDir, { recursive: true, mode: 0o755 });
  const isReachable = process.getuid?.() !== 0 || canOthersReach(stateDir);
  const base = isReachable ? stateDir : FALLBACK;
  mkdirSync(base, { recursive: true, mode: 0o755 });
  for (const parent of new Set([stateDir, base])) removeStale(parent);
  const own = join(base, instance);
  mkdirSync(own, { mode: 0o711 });
  return own;
}

/** Unmounts what is mounted below and removes the directory with all that is in it. */
export function removeStateDir(directory: string): void {
  for (const mountPoint of listMountPoints(directory)) execFileSync('umount', ['--lazy', mountPoint]);
  // Not Node's rm: a program may have nested directories deeper than a path can say.
  if (existsSync(directory)) execFileSync('rm', ['-rf', '--one-file-system', '--', directory]);
}

/** Whether a stranger's user id may walk to this path and read it, by the mode bits of all directories above. */
export function canOthersReach(path: string): boolean {
  for (let at = path; ; at = dirname(at)) {
    const stat = statSync(at);
    const needed = at === path && !stat.isDirectory() ? 0o005 : 0o001;
    if ((stat.mode & needed) !== needed) return false;
    if (at === dirname(at)) return true;
  }
}

function removeStale(parent: string): void {
  for (const name of readdirSync(parent)) if (isGone(name)) removeStateDir(join(parent, name));
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
