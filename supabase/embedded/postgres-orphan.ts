import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** A fast shutdown writes a checkpoint; one that takes longer than this is ended at once and recovers. */
const ORPHAN_STOP_TIMEOUT = 15_000;

/**
 * Ends a Postgres that still runs on this cluster after the process that started it was killed, and removes a
 * left-over postmaster.pid whose number now belongs to another program (containers reuse numbers).
 * Only the holder of the data folder's lock may call this.
 */
export async function stopOrphan(clusterDir: string): Promise<void> {
  const file = path.join(clusterDir, 'postmaster.pid');
  const pid = Number((await fs.readFile(file, 'utf8').catch(() => '')).split('\n')[0]);
  if (!Number.isInteger(pid) || pid <= 1 || !isRunning(pid)) return;
  if (!isPostgresOf(pid, clusterDir)) {
    await fs.rm(file, { force: true });
    return;
  }
  process.kill(pid, 'SIGINT');
  for (const deadline = Date.now() + ORPHAN_STOP_TIMEOUT; isRunning(pid); await delay(50)) {
    if (Date.now() > deadline) {
      process.kill(pid, 'SIGQUIT');
      break;
    }
  }
  while (isRunning(pid)) await delay(50);
}

/** Process id of the Postgres that runs on this cluster, or null. */
export function getPostmaster(clusterDir: string): number | null {
  try {
    const pid = Number(readFileSync(path.join(clusterDir, 'postmaster.pid'), 'utf8').split('\n')[0]);
    return pid > 1 && isRunning(pid) && isPostgresOf(pid, clusterDir) ? pid : null;
  } catch {
    return null;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return !isZombie(pid);
}

/** A killed process whose parent is not there to collect it still has its number. */
function isZombie(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).startsWith('Z');
  } catch {
    return false;
  }
}

function isPostgresOf(pid: number, clusterDir: string): boolean {
  return readCommand(pid).includes(clusterDir);
}

function readCommand(pid: number): string {
  if (process.platform === 'linux') return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  return spawnSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' }).stdout ?? '';
}
