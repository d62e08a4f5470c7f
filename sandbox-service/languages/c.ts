import { buildCompileStep, COMMON_FLAGS, listIncludeFlags, listSources, OUTPUT } from './c-family.ts';
import { createCHarness } from './c-harness.ts';
import { fingerprint } from './fingerprint.ts';
import { BASE_ENV, type Detection } from './language.ts';
import { findSystemTool } from './toolchain.ts';

/** C by gcc. A program is its entry and the other sources beside or below it; see `listSources`. */
export function detectC(searchPath: readonly string[]): Detection {
  const gcc = findSystemTool('gcc', searchPath);
  if (!gcc)
    return {
      id: 'c',
      missing: 'No C compiler below /usr. On Debian and Ubuntu: apt-get install gcc libc6-dev',
    };
  const flags = [...COMMON_FLAGS, '-std=gnu17'];
  return {
    language: {
      id: 'c',
      version: { argv: [gcc, '-dumpfullversion'], env: BASE_ENV, mounts: [] },
      compile: (program) =>
        buildCompileStep({
          compiler: gcc,
          flags: [...flags, ...listIncludeFlags(program)],
          sources: listSources(program, ['.c']),
          libraries: ['-lm'],
        }),
      run: () => ({ argv: [OUTPUT], env: BASE_ENV, mounts: [] }),
      isOutOfMemory: () => false,
      harness: createCHarness({ compiler: gcc, flags }),
      toolchain: fingerprint([gcc]),
    },
  };
}
