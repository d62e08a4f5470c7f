import { TOO_MUCH } from './c-family.ts';
import { fingerprint } from './fingerprint.ts';
import { BASE_ENV, type CompileStep, type Detection, type Program } from './language.ts';
import { createRustHarness } from './rust-harness.ts';
import { asArgument } from './sources.ts';
import { findSystemTool } from './toolchain.ts';

const OUTPUT = '/build/main';

/** Numbers that overflow end the program, as they do in a build for development. Without its symbols it is a tenth of the size. */
const FLAGS = [
  '--edition=2021',
  '-Copt-level=2',
  '-Ccodegen-units=1',
  '-Coverflow-checks=on',
  '-Cstrip=symbols',
  '--color=never',
];

/** Rust by rustc: the entry is the crate's root, its modules are files beside it. There are no other crates. */
export function detectRust(searchPath: readonly string[]): Detection {
  const rustc = findSystemTool('rustc', searchPath);
  const linker = findSystemTool('cc', searchPath);
  if (!rustc || !linker)
    return {
      id: 'rust',
      missing:
        'No Rust compiler below /usr (one in a home directory is out of the sandbox’s reach). On Debian and Ubuntu: apt-get install rustc gcc',
    };
  return {
    language: {
      id: 'rust',
      version: {
        argv: ['/bin/sh', '-c', 'set -- $("$0" --version) && echo "$2"', rustc],
        env: BASE_ENV,
        mounts: [],
      },
      compile: (program) => buildCompileStep(rustc, program, []),
      run: () => ({ argv: [OUTPUT], env: BASE_ENV, mounts: [] }),
      isOutOfMemory: (stderrTail) => /^memory allocation of \d+ bytes failed/m.test(stderrTail),
      harness: createRustHarness({
        output: OUTPUT,
        compile: (program, flags) => buildCompileStep(rustc, program, flags),
      }),
      toolchain: fingerprint([rustc, linker]),
    },
  };
}

function buildCompileStep(rustc: string, { entry }: Program, more: readonly string[]): CompileStep {
  return {
    // The name does not come from the file's, which may be none for Rust.
    argv: [rustc, ...FLAGS, ...more, '--crate-name=main', '-o', OUTPUT, asArgument(entry)],
    env: BASE_ENV,
    mounts: [],
    tooMuch: TOO_MUCH,
  };
}
