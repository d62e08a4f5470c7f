import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CACHE_TARGET, ToolchainCache } from '../toolchain-cache.ts';
import { fingerprint } from './fingerprint.ts';
import { BASE_ENV, type Detection, type Step } from './language.ts';
import { findSystemTool } from './toolchain.ts';

/** A data directory that the server can start from, packed. Without it each run makes one, which takes a second. */
const TEMPLATE = `${CACHE_TARGET}/data.tar`;

/**
 * SQL in PostgreSQL: a server of its own for each run, inside the sandbox, with psql as its client. It stops at the
 * first error. SQL on stdin is run before the entry, in the same session, so that tests can bring tables and rows.
 */
export function detectPostgresql(searchPath: readonly string[]): Detection {
  const bash = findSystemTool('bash', searchPath);
  const programs = bash && findPrograms();
  if (!programs)
    return {
      id: 'postgresql',
      missing: 'No PostgreSQL server below /usr. On Debian and Ubuntu: apt-get install postgresql',
    };
  const script = readFileSync(new URL('postgresql.sh', import.meta.url), 'utf8');
  const step = (...args: string[]): Step => ({ argv: [bash, '-c', ...args], env: BASE_ENV, mounts: [] });
  const runEntry = (entry: string) => step(script, 'postgresql', programs, 'run', TEMPLATE, entry);
  const toolchain = fingerprint(['postgres', 'initdb', 'psql'].map((name) => join(programs, name)));
  const cache = new ToolchainCache({
    name: 'postgresql',
    toolchain,
    files: [{ path: 'prove.pgsql', text: 'SELECT 1;\n' }],
    make: [step(script, 'postgresql', programs, 'template', TEMPLATE)],
    prove: [step('test -r "$0"', TEMPLATE), runEntry('prove.pgsql')],
  });
  return {
    language: {
      id: 'postgresql',
      version: step('read -r _ _ version _ < <("$0/postgres" --version) && echo "$version"', programs),
      compile: () => null,
      run: ({ program }) => ({ ...runEntry(program.entry), mounts: cache.mount ? [cache.mount] : [] }),
      isOutOfMemory: (stderrTail) => /ERROR: {2}out of memory$/m.test(stderrTail),
      harness: null,
      toolchain,
      cache,
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
