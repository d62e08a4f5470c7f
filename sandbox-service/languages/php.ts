import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { listFunctionNames } from './function-names.ts';
import { BASE_ENV, type Detection, type Harness } from './language.ts';
import { findSystemTool } from './toolchain.ts';

/** What PHP itself needs beside the memory that it counts. */
const RUNTIME_BYTES = 24 * 1024 * 1024;
const HARNESS_PATH = '.interlace/harness.php';

/** Extensions that programs expect and that Debian keeps in files of their own; those installed are loaded. */
const EXTENSIONS = [
  'bcmath',
  'calendar',
  'ctype',
  'gmp',
  'iconv',
  'mbstring',
  'posix',
  'readline',
  'tokenizer',
];

/** Errors go to stderr as plain text, and `include` finds files from the workspace on, wherever the entry lies. */
const SETTINGS = {
  display_errors: 'stderr',
  error_reporting: '-1',
  html_errors: '0',
  log_errors: '0',
  include_path: '.:/workspace',
  // Assertions throw, as they do while one develops.
  'zend.assertions': '1',
};

/** The system's PHP with settings of ours instead of the machine's php.ini. */
export function detectPhp(searchPath: readonly string[]): Detection {
  const php = findSystemTool('php', searchPath);
  if (!php) return { id: 'php', missing: 'No PHP below /usr. On Debian and Ubuntu: apt-get install php-cli' };
  const extensions = listExtensions(php).map((name) => ['extension', name]);
  const settings = [...Object.entries(SETTINGS), ...extensions].flatMap(([name, value]) => [
    '-d',
    `${name}=${value}`,
  ]);
  const step = (...args: string[]) => ({
    argv: [php, '-n', ...settings, ...args],
    env: BASE_ENV,
    mounts: [],
  });
  const source = readFileSync(new URL('harness/harness.php', import.meta.url), 'utf8');
  const harness: Harness = {
    encoding: 'json',
    wrap: () => [{ path: HARNESS_PATH, text: source }],
    compile: () => null,
    run: ({ program, call, memoryBytes }) =>
      step(
        ...['-d', limitMemory(memoryBytes), '-f', HARNESS_PATH],
        ...['--', program.entry, ...listFunctionNames(call.name)],
      ),
    load: null,
  };
  return {
    language: {
      id: 'php',
      version: step('-r', 'echo PHP_VERSION;'),
      compile: () => null,
      run: ({ program, memoryBytes }) => step('-d', limitMemory(memoryBytes), '-f', program.entry),
      isOutOfMemory: (stderrTail) =>
        /^Fatal error: (?:Allowed memory size of \d+ bytes exhausted|Out of memory)/m.test(stderrTail),
      harness,
      toolchain: php,
    },
  };
}

/** PHP does not see the sandbox's limit; with one of its own it says at which line the memory was used up. */
function limitMemory(memoryBytes: number): string {
  return `memory_limit=${Math.floor(Math.max(memoryBytes - RUNTIME_BYTES, memoryBytes / 2))}`;
}

function listExtensions(php: string): string[] {
  try {
    const directory = execFileSync(php, ['-n', '-r', 'echo PHP_EXTENSION_DIR;'], {
      timeout: 2000,
      encoding: 'utf8',
    });
    return EXTENSIONS.filter((name) => existsSync(join(directory, `${name}.so`)));
  } catch {
    return []; // A PHP that does not start here: asking its version in the sandbox will tell.
  }
}
