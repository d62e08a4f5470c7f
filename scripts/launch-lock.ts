import fs from 'node:fs';
import path from 'node:path';

interface LaunchLock {
  /** Notes where the running installation is reached, for the message to a second start. */
  setUrl(url: string): void;
  release(): void;
}

/**
 * Makes sure that one launcher at a time uses a data folder. Throws, naming the other's address, when one is running.
 * A lock whose process is gone (a crash, a power cut) is taken over.
 */
export function takeLaunchLock(data: string): LaunchLock {
  const file = path.join(data, 'launcher.lock');
  const write = (url: string) => fs.writeFileSync(file, JSON.stringify({ pid: process.pid, url }));
  const other = read(file);
  if (other && other.pid !== process.pid && isLauncher(other.pid)) {
    throw new Error(
      `Interlace already runs with this data folder (process ${other.pid}): ${other.url || 'it is still starting'}.`,
    );
  }
  write('');
  return { setUrl: write, release: () => fs.rmSync(file, { force: true }) };
}

function read(file: string): { pid: number; url: string } | null {
  try {
    const value: unknown = JSON.parse(fs.readFileSync(file, 'utf8'));
    if (typeof value !== 'object' || value === null) return null;
    const { pid, url } = value as { pid?: unknown; url?: unknown };
    return typeof pid === 'number' ? { pid, url: typeof url === 'string' ? url : '' } : null;
  } catch {
    return null; // no lock, or one torn by a crash: nobody holds it
  }
}

function isLauncher(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false; // no such process
  }
  try {
    return fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('launch.ts');
  } catch {
    return true; // no /proc on this system: the process lives, so trust the lock
  }
}
