import { BASE_ENV, type Detection } from './language.ts';
import { findSystemTool } from './toolchain.ts';

/** Bash, started in the workspace: `source lib/x.sh` finds the program's other files. */
export function detectBash(searchPath: readonly string[]): Detection {
  const bash = findSystemTool('bash', searchPath);
  if (!bash) return { id: 'bash', missing: 'No Bash below /usr. On Debian and Ubuntu: apt-get install bash' };
  const step = (...args: string[]) => ({ argv: [bash, ...args], env: BASE_ENV, mounts: [] });
  return {
    language: {
      id: 'bash',
      version: step('-c', 'IFS="("; set -- $BASH_VERSION; echo "$1"'),
      compile: () => null,
      run: ({ program }) => step('--', program.entry),
      isOutOfMemory: (stderrTail) =>
        /^bash: xmalloc: cannot allocate|: cannot allocate memory$/m.test(stderrTail),
      harness: null,
      toolchain: bash,
    },
  };
}
