import { execFile } from 'node:child_process';
import { accessSync, constants, realpathSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

/** Where an executable is, with links resolved, or null. */
export function findExecutable(name: string, searchPath: readonly string[]): string | null {
  return findExecutables(name, searchPath)[0] ?? null;
}

/** All executables of that name on a search path, in its order, with links resolved. */
export function findExecutables(name: string, searchPath: readonly string[]): string[] {
  const found = searchPath.map((directory) => join(directory, name)).filter(isExecutable);
  return [...new Set(found.map((path) => realpathSync(path)))];
}

/** stdout of a command that ends by itself within two seconds, or null. */
export async function readOutput(program: string, args: readonly string[]): Promise<string | null> {
  try {
    const { stdout, stderr } = await promisify(execFile)(program, args, {
      timeout: 2000,
      maxBuffer: 1 << 20,
    });
    return `${stdout}${stderr}`;
  } catch {
    return null; // Missing, broken or too slow: the caller says what it needed it for.
  }
}

/** Whether a stranger's user id may walk to this file or directory and read it, by the mode bits from the root on. */
export function canOthersReach(path: string): boolean {
  const stat = statSync(path);
  if ((stat.mode & 0o005) !== 0o005) return false;
  for (let at = dirname(path); ; at = dirname(at)) {
    if ((statSync(at).mode & 0o001) === 0) return false;
    if (at === dirname(at)) return true;
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
