import { readFileSync } from 'node:fs';
import { listFunctionNames } from './function-names.ts';
import {
  BASE_ENV,
  type CompileStep,
  type FunctionCall,
  type Harness,
  HarnessError,
  type Program,
} from './language.ts';
import { readEntry, stripComments } from './sources.ts';
import { MOVE_STDIN } from './stdin.ts';

const TEXT = readFileSync(new URL('harness/harness.rs', import.meta.url), 'utf8');
const ROOT = '.interlace/root.rs';

/** A copy of the program in which our crate root stands in the entry's place, so that its modules are found from there. */
const COPY = [
  'cp -R /workspace /tmp/program && cp "/workspace/$1" "/tmp/program/$2" && cd /tmp/program',
  'shift 2 && exec "$@"',
].join(' && ');

/** The harness of Rust. `step` compiles the program as it stands where the command is started. */
export function createRustHarness(options: {
  output: string;
  compile: (program: Program, flags: readonly string[]) => CompileStep;
}): Harness {
  return {
    encoding: 'typed',
    wrap: (program, call) => [{ path: ROOT, text: buildRoot(program, call) }],
    compile: (program) => {
      const step = options.compile(program, ['--cap-lints=allow']);
      return { ...step, argv: ['/bin/sh', '-c', COPY, 'sh', ROOT, program.entry, ...step.argv] };
    },
    run: () => ({ argv: [...MOVE_STDIN, options.output], env: BASE_ENV, mounts: [] }),
    load: null,
  };
}

/** The entry's text as it is, with ours behind it, which runs before `main` would and ends the process. */
function buildRoot(program: Program, call: FunctionCall): string {
  const text = readEntry(program);
  const code = stripComments(text);
  const needsSolution = /\bimpl\s+Solution\b/.test(code) && !/\b(?:struct|enum)\s+Solution\b/.test(code);
  const names = call.parameters.map((_, index) => `value${index}`);
  const body = [
    ...names.map((name) => `        let ${name} = reader.read()?;`),
    `        interlace_harness::write(${findFunction(program, call.name)}(${names.join(', ')}))`,
  ];
  return [
    text,
    ...(needsSolution ? ['struct Solution;'] : []),
    TEXT,
    `extern "C" fn interlace_start() {\n    interlace_harness::run(|reader| {\n${body.join('\n')}\n    })\n}\n`,
    '#[used]\n#[link_section = ".init_array"]\nstatic INTERLACE_START: extern "C" fn() = interlace_start;\n',
    ...(/\bfn\s+main\s*\(/.test(code) ? [] : ['fn main() {}\n']),
  ].join('\n');
}

/** How the function is written from outside: `f`, or `Solution::f` for one that takes no `self`. */
function findFunction(program: Program, wanted: string): string {
  const code = stripComments(readEntry(program));
  const solutionAt = code.search(/\bimpl\s+Solution\b/);
  for (const name of listFunctionNames(wanted)) {
    const at = code.search(new RegExp(`\\bfn\\s+${name}\\s*[(<]`));
    if (at >= 0) return solutionAt >= 0 && at > solutionAt ? `Solution::${name}` : name;
  }
  throw new HarnessError(`${program.entry} has no function ${wanted}.`);
}
