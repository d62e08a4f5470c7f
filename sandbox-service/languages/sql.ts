import { readFileSync } from 'node:fs';
import { BASE_ENV, type Detection } from './language.ts';
import { findSystemTool } from './toolchain.ts';

/**
 * SQL in SQLite, on a database in memory that ends with the run. Prints aligned tables with headers and stops at the
 * first error. SQL on stdin is run before the entry, so that tests can bring tables and rows.
 */
export function detectSql(searchPath: readonly string[]): Detection {
  const sqlite = findSystemTool('sqlite3', searchPath);
  const bash = findSystemTool('bash', searchPath);
  if (!sqlite || !bash)
    return {
      id: 'sql',
      missing: 'No SQLite shell below /usr. On Debian and Ubuntu: apt-get install sqlite3',
    };
  const script = readFileSync(new URL('sqlite.sh', import.meta.url), 'utf8');
  const step = (...argv: string[]) => ({ argv, env: BASE_ENV, mounts: [] });
  return {
    language: {
      id: 'sql',
      version: step(bash, '-c', 'read -r version _ < <("$0" --version) && echo "$version"', sqlite),
      compile: () => null,
      run: ({ program }) => step(bash, '-c', script, 'sqlite', sqlite, program.entry),
      isOutOfMemory: (stderrTail) => /(?:^|: )out of memory$/im.test(stderrTail),
      harness: null,
      toolchain: sqlite,
    },
  };
}
