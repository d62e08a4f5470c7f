import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import { getSystemEnv } from './env.ts';
import { getProgram, type PosixUser } from './postgres-binaries.ts';
import type { PostgresPlace } from './postgres-place.ts';

/** The superuser's password, kept beside the cluster; makes both when there is no cluster yet. */
export async function requirePassword(place: PostgresPlace, user: PosixUser | null): Promise<string> {
  const file = path.join(place.homeDir, 'password');
  if (await fs.stat(path.join(place.clusterDir, 'PG_VERSION')).catch(() => null)) {
    return (await fs.readFile(file, 'utf8')).trim();
  }
  const password = randomBytes(24).toString('base64url');
  await fs.writeFile(file, password, { mode: 0o600 });
  await createCluster(place, user, password);
  return password;
}

/** Made under another name and renamed when complete, so that an interrupted one is never taken for whole. */
async function createCluster(place: PostgresPlace, user: PosixUser | null, password: string): Promise<void> {
  const half = `${place.clusterDir}.new`;
  const passwordFile = `${place.clusterDir}.password`;
  await fs.rm(half, { recursive: true, force: true });
  await fs.mkdir(half, { mode: 0o700 });
  await fs.writeFile(passwordFile, password, { mode: 0o600 });
  if (user) {
    await fs.chown(half, user.uid, user.gid);
    await fs.chown(passwordFile, user.uid, user.gid);
  }
  try {
    const args = ['-D', half, '-U', 'postgres', '--auth=scram-sha-256', `--pwfile=${passwordFile}`];
    const locale = ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'];
    const child = spawn(getProgram(place.nativeDir, 'initdb'), [...args, ...locale, '--data-checksums'], {
      ...(user ?? {}),
      cwd: path.dirname(place.clusterDir),
      env: { ...getSystemEnv(), LC_ALL: 'C' },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let complaint = '';
    child.stderr?.on('data', (chunk) => {
      complaint += chunk;
    });
    const code = await new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    if (code !== 0) throw new Error(`Postgres could not make its data folder: ${complaint.trim()}`);
  } finally {
    await fs.rm(passwordFile, { force: true });
  }
  await fs.rename(half, place.clusterDir);
}
