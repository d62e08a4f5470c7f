import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

const holderSchema = z.object({ pid: z.number().int().positive(), startedAt: z.string() });
type Holder = z.infer<typeof holderSchema>;

const LOCK_FILE = 'supabase.lock';

/**
 * Takes the data folder for this process and returns the release. A holder that died does not count.
 * Throws when another living process has it. Postgres' own lock stands behind this one.
 */
export async function lockDataDir(dataDir: string): Promise<() => void> {
  await fs.mkdir(dataDir, { recursive: true });
  const file = path.join(dataDir, LOCK_FILE);
  const mine: Holder = { pid: process.pid, startedAt: getStartTime(process.pid) ?? '' };
  for (let tries = 0; tries < 3; tries++) {
    try {
      await fs.writeFile(file, JSON.stringify(mine), { flag: 'wx' });
      return () => {
        if (readHolder(file)?.pid === mine.pid) rmSync(file, { force: true });
      };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const holder = readHolder(file);
    if (holder && isAlive(holder)) throw new Error(describeHolder(dataDir, holder.pid));
    await fs.rm(file, { force: true });
  }
  throw new Error(`${file} could not be taken. Start Interlace once only, then try again.`);
}

/** Process id of whoever uses the data folder now, or null. */
export function getHolder(dataDir: string): number | null {
  const holder = readHolder(path.join(dataDir, LOCK_FILE));
  return holder && isAlive(holder) ? holder.pid : null;
}

function describeHolder(dataDir: string, pid: number): string {
  return `${dataDir} is in use: the embedded Supabase already runs there (process ${pid}). Stop that one first, or set INTERLACE_DATA to another folder.`;
}

function readHolder(file: string): Holder | null {
  try {
    return holderSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null; // Missing, or torn by a crash in mid-write: nobody holds it.
  }
}

/** A process id alone may have been given to another process since, so its start time must agree too. */
function isAlive({ pid, startedAt }: Holder): boolean {
  const current = getStartTime(pid);
  return current !== null && (startedAt === '' || current === startedAt);
}

function getStartTime(pid: number): string | null {
  if (process.platform === 'linux') {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      // Field 22 of the whole line; the command's name in brackets may hold spaces.
      return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
    } catch {
      return null;
    }
  }
  const ps = spawnSync('ps', ['-p', String(pid), '-o', 'lstart='], { encoding: 'utf8' });
  return ps.status === 0 ? ps.stdout.trim() : null;
}
