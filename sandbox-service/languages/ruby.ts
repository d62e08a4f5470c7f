import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { listFunctionNames } from './function-names.ts';
import { BASE_ENV, type Detection, type Harness } from './language.ts';
import { bringTool, findSystemTool } from './toolchain.ts';

/** The workspace is on the path of `require`, wherever the entry lies. */
const ENV = { ...BASE_ENV, RUBYLIB: '/workspace' };
const HARNESS_PATH = '.interlace/harness.rb';

/** The system's Ruby, with its output unbuffered. */
export function detectRuby(searchPath: readonly string[], copiesDir: string): Detection {
  const ruby = findSystemTool('ruby', searchPath);
  if (!ruby) return { id: 'ruby', missing: 'No Ruby below /usr. On Debian and Ubuntu: apt-get install ruby' };
  const prelude = bringTool(fileURLToPath(new URL('ruby-prelude.rb', import.meta.url)), copiesDir);
  const step = (...args: string[]) => ({
    argv: [ruby, `-r${prelude.path}`, ...args],
    env: ENV,
    mounts: prelude.mounts,
  });
  const source = readFileSync(new URL('harness/harness.rb', import.meta.url), 'utf8');
  const harness: Harness = {
    encoding: 'json',
    wrap: () => [{ path: HARNESS_PATH, text: source }],
    compile: () => null,
    run: ({ program, call }) => step('--', HARNESS_PATH, program.entry, ...listFunctionNames(call.name)),
    load: null,
  };
  return {
    language: {
      id: 'ruby',
      version: step('-e', 'puts RUBY_VERSION'),
      compile: () => null,
      run: ({ program }) => step('--', program.entry),
      isOutOfMemory: (stderrTail) => /failed to allocate memory|\(NoMemoryError\)$/m.test(stderrTail),
      harness,
      toolchain: ruby,
    },
  };
}
