import { ToolchainCache } from '../toolchain-cache.ts';
import {
  buildCompileStep,
  COMMON_FLAGS,
  listFirstIncludes,
  listIncludeFlags,
  listSources,
  OUTPUT,
} from './c-family.ts';
import { createCppHarness } from './cpp-harness.ts';
import { buildHeadersRecipe, EVERYTHING, findPrecompiledFolder } from './cpp-headers.ts';
import { fingerprint } from './fingerprint.ts';
import { BASE_ENV, type CompileStep, type Detection, type Program } from './language.ts';
import { findSystemTool } from './toolchain.ts';

const ENDINGS = ['.cpp', '.cc', '.cxx'];

/** Standard of the language; and an index out of a vector's range ends the program with a word, not somewhere else. */
const FLAGS = [...COMMON_FLAGS, '-std=gnu++20', '-D_GLIBCXX_ASSERTIONS'];

/** The precompiled headers have these in them, and the compiler does not see when they change. */
const HEADERS_OF_C = ['/usr/include/features.h', '/usr/include/stdio.h', '/usr/include/stdlib.h'];

/** C++ by g++. A program is its entry and the other sources beside or below it; see `listSources`. */
export function detectCpp(searchPath: readonly string[]): Detection {
  const compiler = findSystemTool('g++', searchPath);
  if (!compiler)
    return { id: 'cpp', missing: 'No C++ compiler below /usr. On Debian and Ubuntu: apt-get install g++' };
  const toolchain = fingerprint([compiler, ...HEADERS_OF_C]);
  const cache = new ToolchainCache(buildHeadersRecipe({ compiler, flags: FLAGS, toolchain }));
  return {
    language: {
      id: 'cpp',
      version: { argv: [compiler, '-dumpfullversion'], env: BASE_ENV, mounts: [] },
      compile: (program) => buildStep(compiler, cache, program, null),
      run: () => ({ argv: [OUTPUT], env: BASE_ENV, mounts: [] }),
      isOutOfMemory: (stderrTail) => /what\(\): {2}std::bad_alloc\n?$/.test(stderrTail),
      harness: createCppHarness((program, source) => buildStep(compiler, cache, program, source)),
      toolchain,
      cache,
    },
  };
}

/**
 * The search for the first header begins where it lies precompiled, if it does. `harness` is a source that stands in
 * the entry's place and has its text.
 */
function buildStep(
  compiler: string,
  cache: ToolchainCache,
  program: Program,
  harness: string | null,
): CompileStep {
  const first = harness ? EVERYTHING : listFirstIncludes(program)[0];
  const folder = findPrecompiledFolder(first);
  const [entry = '', ...others] = listSources(program, ENDINGS);
  const mount = folder === null ? null : cache.mount;
  const step = buildCompileStep({
    compiler,
    flags: [
      ...FLAGS,
      ...(harness ? ['-Wno-return-type'] : []),
      ...(mount && folder ? ['-I', folder] : []),
      ...listIncludeFlags(program),
    ],
    sources: [harness ?? entry, ...others],
    libraries: [],
  });
  return { ...step, mounts: mount ? [mount] : [] };
}
