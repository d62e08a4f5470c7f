import { createHash } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import type { PosixUser } from './postgres-binaries.ts';

/** Where root's Postgres lives when its own user cannot reach the data folder (a checkout below /root, say). */
const SYSTEM_DIR = '/var/lib/interlace';

export interface PostgresPlace {
  /** Password and log; read by us only. */
  homeDir: string;
  /** The cluster itself (PGDATA). */
  clusterDir: string;
  /** Folder with `bin`, `lib`, `share`. */
  nativeDir: string;
}

/** Where the cluster of this data folder is, by the note that `choosePlace` left, or below the folder itself. */
export async function findClusterDir(dataDir: string): Promise<string> {
  const homeDir = path.join(dataDir, 'postgres');
  const moved = await fs.readFile(path.join(homeDir, 'moved-to'), 'utf8').catch(() => null);
  return moved?.trim() || path.join(homeDir, 'cluster');
}

/**
 * Decides where cluster and programs go. `user` is whom Postgres will run as, or null for ourselves.
 * Copies the programs (60 MB, once) when that user cannot reach them where npm put them.
 */
export async function choosePlace(
  dataDir: string,
  nativeDir: string,
  user: PosixUser | null,
): Promise<PostgresPlace> {
  const homeDir = path.join(dataDir, 'postgres');
  await fs.mkdir(homeDir, { recursive: true });
  if (!user) return { homeDir, clusterDir: path.join(homeDir, 'cluster'), nativeDir };
  return {
    homeDir,
    clusterDir: await chooseCluster(homeDir, user),
    nativeDir: (await canReach(nativeDir, user)) ? nativeDir : await copyPrograms(nativeDir),
  };
}

async function chooseCluster(homeDir: string, user: PosixUser): Promise<string> {
  const note = path.join(homeDir, 'moved-to');
  const moved = await fs.readFile(note, 'utf8').catch(() => null);
  if (moved) return moved.trim();
  if (await canReach(homeDir, user)) return path.join(homeDir, 'cluster');
  const key = createHash('sha256').update(homeDir).digest('hex').slice(0, 16);
  const parent = path.join(SYSTEM_DIR, key);
  await fs.mkdir(parent, { recursive: true, mode: 0o755 });
  const clusterDir = path.join(parent, 'cluster');
  await fs.writeFile(note, `${clusterDir}\n`);
  return clusterDir;
}

async function copyPrograms(nativeDir: string): Promise<string> {
  const version = createHash('sha256').update(nativeDir);
  version.update(await fs.readFile(path.join(nativeDir, '..', 'package.json')));
  const target = path.join(SYSTEM_DIR, `programs-${version.digest('hex').slice(0, 16)}`);
  if (await fs.stat(target).catch(() => null)) return target;
  await fs.mkdir(SYSTEM_DIR, { recursive: true, mode: 0o755 });
  const half = `${target}.${process.pid}`;
  await fs.cp(nativeDir, half, { recursive: true, verbatimSymlinks: true });
  await fs.rename(half, target).catch(async (error: NodeJS.ErrnoException) => {
    await fs.rm(half, { recursive: true, force: true });
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
  });
  return target;
}

/** Whether the user may pass through every folder of the path. Looks at mode bits only, not at access lists. */
export async function canReach(dir: string, user: PosixUser): Promise<boolean> {
  let current = await fs.realpath(dir);
  for (;;) {
    const { mode, uid, gid } = await fs.stat(current);
    const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    const parent = path.dirname(current);
    if (parent === current) return true;
    current = parent;
  }
}
