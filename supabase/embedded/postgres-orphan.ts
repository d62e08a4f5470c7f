import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync, realpathSync } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** A fast shutdown writes a checkpoint; a server that takes longer than this is ended at once and recovers. */
const STOP_TIMEOUT = 15_000;
const POLL_INTERVAL = 50;

/**
 * Clears the way for a new server on this cluster after the process that started the last one was killed: ends that
 * server and its sessions, and removes a postmaster.pid whose number is taken by a process that is no server of
 * ours: another program (containers reuse numbers), or a dead one that nobody collected.
 * Only the holder of the data folder's lock may call this.
 */
export async function stopOrphan(clusterDir: string): Promise<void> {
  const pid = getPostmaster(clusterDir);
  if (pid !== null) {
    process.kill(pid, 'SIGINT');
    if (!(await waitUntil(() => getPostmaster(clusterDir) === null))) process.kill(pid, 'SIGQUIT');
  }
  // Sessions notice by themselves that their server is gone; one that does not would still write.
  if (!(await waitUntil(() => findSessions(clusterDir).length === 0))) {
    for (const session of findSessions(clusterDir)) process.kill(session, 'SIGKILL');
  }
  const left = readPid(clusterDir);
  if (left !== null && hasNumber(left)) await fs.rm(getPidFile(clusterDir), { force: true });
}

/** Process id of the Postgres that runs on this cluster, or null. */
export function getPostmaster(clusterDir: string): number | null {
  const pid = readPid(clusterDir);
  return pid !== null && hasNumber(pid) && readCommand(pid).includes(`${clusterDir} `) ? pid : null;
}

function getPidFile(clusterDir: string): string {
  return path.join(clusterDir, 'postmaster.pid');
}

function readPid(clusterDir: string): number | null {
  try {
    const pid = Number(readFileSync(getPidFile(clusterDir), 'utf8').split('\n')[0]);
    return Number.isInteger(pid) && pid > 1 ? pid : null;
  } catch {
    return null;
  }
}

function hasNumber(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** The command line; empty for a process that is dead but not yet collected. */
function readCommand(pid: number): string {
  if (process.platform !== 'linux') {
    return spawnSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' }).stdout ?? '';
  }
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}

/** Processes that work in the cluster's folder, as every process of Postgres does. Linux only; none elsewhere. */
function findSessions(clusterDir: string): number[] {
  if (process.platform !== 'linux') return [];
  let folder: string;
  try {
    folder = realpathSync(clusterDir);
  } catch {
    return [];
  }
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.map(Number).filter((pid) => {
    try {
      return readlinkSync(`/proc/${pid}/cwd`) === folder;
    } catch {
      return false; // Ended meanwhile, or another user's.
    }
  });
}

async function waitUntil(isTrue: () => boolean): Promise<boolean> {
  for (const deadline = Date.now() + STOP_TIMEOUT; Date.now() < deadline; await delay(POLL_INTERVAL)) {
    if (isTrue()) return true;
  }
  return isTrue();
}
