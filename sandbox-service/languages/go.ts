import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { STACK_BYTES } from '../limits.ts';
import { CACHE_TARGET, ToolchainCache } from '../toolchain-cache.ts';
import { findExecutables } from '../tools.ts';
import { TOO_MUCH } from './c-family.ts';
import { fingerprint } from './fingerprint.ts';
import { createGoHarness } from './go-harness.ts';
import { buildLibraryRecipe } from './go-library.ts';
import { buildGoOverlay, findModuleFolder } from './go-overlay.ts';
import { BASE_ENV, type CompileStep, type Detection, type Program, type Step } from './language.ts';

const OUTPUT = '/build/main';

/** Where Go lies when it was installed as its makers say. It is often not on a service's search path. */
const USUAL_PLACE = '/usr/local/go/bin';

/** A share of the memory limit that the collector may let the program reach, so that garbage does not end it. */
const COLLECT_AT = 0.8;

/**
 * No network, no other toolchain, no C compiler, no settings of anybody's; and nothing is asked of version control.
 * The cache is empty unless one was made: Go then compiles its library for each program.
 */
const ENV = {
  ...BASE_ENV,
  HOME: '/tmp',
  CGO_ENABLED: '0',
  GOCACHE: '/tmp/go-build',
  GOENV: 'off',
  GOFLAGS: '-buildvcs=false',
  GOPATH: '/tmp/go',
  GOPROXY: 'off',
  GOSUMDB: 'off',
  GOTELEMETRY: 'off',
  // What lies between goes where the program goes: it is larger than what /tmp takes.
  GOTMPDIR: '/build',
  GOTOOLCHAIN: 'local',
  GOWORK: 'off',
};

/** Compiling Go's library with the program, while there is no cache that has it. */
const LIBRARY_TIME = 60_000;

/** Messages of the compiler and traces of programs name files from the workspace on. */
const FLAGS = ['-trimpath', '-gcflags=./...=-trimpath=/workspace', '-ldflags=-s -w'];

/**
 * Go: the package of the entry's folder. Without a `go.mod` the workspace is the module `workspace`, so that
 * `import "workspace/lib"` finds the folder `lib`.
 */
export function detectGo(searchPath: readonly string[]): Detection {
  const go = findGo(searchPath);
  if (!go) return { id: 'go', missing: 'No Go below /usr. On Debian and Ubuntu: apt-get install golang-go' };
  const versionFile = join(dirname(dirname(go)), 'VERSION');
  const version = readFileSync(versionFile, 'utf8').split('\n')[0] ?? '';
  const toolchain = fingerprint([go, versionFile]);
  const cache = new ToolchainCache(
    buildLibraryRecipe({ go, root: dirname(dirname(go)), flags: FLAGS, env: ENV, toolchain }),
  );
  return {
    language: {
      id: 'go',
      version: {
        argv: ['/bin/sh', '-c', '"$0" env GOVERSION | sed s/^go//', go],
        env: ENV,
        mounts: [],
      },
      compile: (program) => buildCompileStep({ go, version, cache, program, added: {} }),
      run: ({ memoryBytes }) => buildRunStep(memoryBytes),
      isOutOfMemory: (stderrTail) =>
        /^fatal error: (?:runtime: )?(?:out of memory|cannot allocate memory)/m.test(stderrTail),
      harness: createGoHarness({
        compile: (program, added) => buildCompileStep({ go, version, cache, program, added }),
        run: buildRunStep,
      }),
      toolchain,
      cache,
    },
  };
}

function findGo(searchPath: readonly string[]): string | null {
  const places = searchPath.length === 0 ? [] : [...searchPath, USUAL_PLACE];
  const usable = findExecutables('go', places).filter(
    (path) => path.startsWith('/usr/') && existsSync(join(dirname(dirname(path)), 'VERSION')),
  );
  return usable[0] ?? null;
}

/**
 * Go reads some files from memory instead of the workspace (an overlay). They come as arguments, and a shell writes
 * them to `/tmp`: first the list of what lies where, then path and text of each.
 */
const WRITE_OVERLAY = [
  'mkdir /tmp/overlay && cd /tmp/overlay && printf %s "$1" >overlay.json && shift',
  'while [ "$1" != -- ]; do printf %s "$2" >"$1"; shift 2; done',
  'shift; cd "/workspace/$1" && shift && exec "$@"',
].join('\n');

function buildCompileStep(options: {
  go: string;
  version: string;
  cache: ToolchainCache;
  program: Program;
  /** Files of ours, by their path in the workspace. */
  added: Readonly<Record<string, string>>;
}): CompileStep {
  const { go, version, cache, program, added } = options;
  const { mount } = cache;
  const { replace, texts } = buildGoOverlay(program, {
    goVersion: version,
    stackBytes: STACK_BYTES,
    added,
  });
  const moduleFolder = findModuleFolder(program) ?? '.';
  const folder = dirname(program.entry);
  const target = moduleFolder === '.' ? folder : folder.slice(moduleFolder.length + 1) || '.';
  return {
    argv: [
      ...['/bin/sh', '-c', WRITE_OVERLAY, 'sh', JSON.stringify({ Replace: replace })],
      ...Object.entries(texts).flat(),
      ...['--', moduleFolder, go, 'build', ...FLAGS, '-overlay=/tmp/overlay/overlay.json'],
      ...['-o', OUTPUT, target === '.' ? '.' : `./${target}`],
    ],
    env: mount ? { ...ENV, GOCACHE: CACHE_TARGET } : ENV,
    mounts: mount ? [mount] : [],
    tooMuch: TOO_MUCH,
    ...(!mount && { limits: { timeMs: LIBRARY_TIME } }),
  };
}

function buildRunStep(memoryBytes: number): Step {
  const env = { ...BASE_ENV, GOMEMLIMIT: String(Math.floor(memoryBytes * COLLECT_AT)) };
  return { argv: [OUTPUT], env, mounts: [] };
}
