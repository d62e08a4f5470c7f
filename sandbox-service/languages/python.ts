import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Mount } from '../driver.ts';
import { canOthersReach, findExecutables } from '../tools.ts';
import { BASE_ENV, type Detection, type Language } from './language.ts';
import { createPythonHarness } from './python-harness.ts';

/**
 * Unbuffered, so that output comes when it is printed. The workspace is on the import path wherever the entry lies,
 * and no compiled files are left in it.
 */
const ENV = { ...BASE_ENV, PYTHONPATH: '/workspace', PYTHONDONTWRITEBYTECODE: '1', PYTHONNOUSERSITE: '1' };

/** Python 3: the system's, else the first on the search path that is not a version manager's wrapper script. */
export function detectPython(searchPath: readonly string[]): Detection {
  const candidates = ['/usr/bin', '/usr/local/bin', ...searchPath];
  for (const path of findExecutables('python3', candidates)) {
    const mounts = path.startsWith('/usr/') ? [] : findMounts(path);
    if (mounts) return { language: createPython(path, mounts) };
  }
  return {
    id: 'python',
    missing: 'No Python 3 that the sandbox can use. On Debian and Ubuntu: apt-get install python3',
  };
}

function createPython(python: string, mounts: Mount[]): Language {
  const step = (...args: string[]) => ({ argv: [python, ...args], env: ENV, mounts });
  return {
    id: 'python',
    version: step('-c', 'import platform; print(platform.python_version())'),
    compile: () => null,
    run: ({ program }) => step('-u', `/workspace/${program.entry}`),
    // Python has no heap of its own size: it grows until the cgroup's limit.
    isOutOfMemory: () => false,
    harness: createPythonHarness(step),
    toolchain: python,
  };
}

/** The two places an installation outside `/usr` needs, or null when this is none (a wrapper) or cannot be reached. */
function findMounts(python: string): Mount[] | null {
  const library = join(dirname(dirname(python)), 'lib');
  if (!existsSync(library)) return null;
  const sources = [python, realpathSync(library)];
  if (process.getuid?.() === 0 && !sources.every(canOthersReach)) return null;
  return [
    { source: python, target: python },
    { source: library, target: library },
  ];
}
