import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BASE_ENV, type Detection } from './language.ts';
import { findSystemTool } from './toolchain.ts';

const MISSING = 'No PostgreSQL server below /usr. On Debian and Ubuntu: apt-get install postgresql';

/**
 * SQL in PostgreSQL: a server of its own for each run, inside the sandbox, with psql as its client. It stops at the
 * first error. SQL on stdin is run before the entry, in the same session, so that tests can bring tables and rows.
 */
export function detectPostgresql(searchPath: readonly string[]): Detection {
  const programs = findPrograms();
  const bash = findSystemTool('bash', searchPath);
  if (!programs || !bash) return { id: 'postgresql', missing: MISSING };
  const script = readFileSync(new URL('postgresql.sh', import.meta.url), 'utf8');
  const step = (...argv: string[]) => ({ argv, env: BASE_ENV, mounts: [] });
  return {
    language: {
      id: 'postgresql',
      version: step(
        bash,
        '-c',
        'read -r _ _ version _ < <("$0/postgres" --version) && echo "$version"',
        programs,
      ),
      compile: () => null,
      run: ({ program }) => step(bash, '-c', script, 'postgresql', programs, 'run', '', program.entry),
      isOutOfMemory: (stderrTail) => /ERROR: {2}out of memory$/m.test(stderrTail),
      harness: null,
      toolchain: programs,
    },
  };
}

/** Directory of the newest server's programs, where Debian puts them. */
function findPrograms(): string | null {
  const root = '/usr/lib/postgresql';
  if (!existsSync(root)) return null;
  const versions = readdirSync(root).sort((a, b) => Number(b) - Number(a));
  const directories = versions.map((version) => join(root, version, 'bin'));
  return (
    directories.find((path) => existsSync(join(path, 'postgres')) && existsSync(join(path, 'psql'))) ?? null
  );
}
