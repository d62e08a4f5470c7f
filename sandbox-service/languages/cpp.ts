import { buildCompileStep, COMMON_FLAGS, listIncludeFlags, listSources, OUTPUT } from './c-family.ts';
import { fingerprint } from './fingerprint.ts';
import { BASE_ENV, type Detection } from './language.ts';
import { findSystemTool } from './toolchain.ts';

const ENDINGS = ['.cpp', '.cc', '.cxx'];

/** Standard of the language; and an index out of a vector's range ends the program with a word, not somewhere else. */
const FLAGS = [...COMMON_FLAGS, '-std=gnu++20', '-D_GLIBCXX_ASSERTIONS'];

/** C++ by g++. A program is its entry and the other sources beside or below it; see `listSources`. */
export function detectCpp(searchPath: readonly string[]): Detection {
  const compiler = findSystemTool('g++', searchPath);
  if (!compiler)
    return { id: 'cpp', missing: 'No C++ compiler below /usr. On Debian and Ubuntu: apt-get install g++' };
  return {
    language: {
      id: 'cpp',
      version: { argv: [compiler, '-dumpfullversion'], env: BASE_ENV, mounts: [] },
      compile: (program) =>
        buildCompileStep({
          compiler,
          flags: [...FLAGS, ...listIncludeFlags(program)],
          sources: listSources(program, ENDINGS),
          libraries: [],
        }),
      run: () => ({ argv: [OUTPUT], env: BASE_ENV, mounts: [] }),
      isOutOfMemory: (stderrTail) => /what\(\): {2}std::bad_alloc\n?$/.test(stderrTail),
      harness: null,
      toolchain: fingerprint([compiler]),
    },
  };
}
