import { readFileSync } from 'node:fs';
import { listFunctionNames } from './function-names.ts';
import { type CompileStep, type Harness, HarnessError, type Program, type Step } from './language.ts';
import { readEntry, stripComments } from './sources.ts';

const CLASS = 'InterlaceHarness';
const PATH = `.interlace/${CLASS}.java`;
const TEXT = readFileSync(new URL(`harness/${CLASS}.java`, import.meta.url), 'utf8');

/** The harness of Java. It finds the method by its name when it runs, in one of the classes of the entry. */
export function createJavaHarness(options: {
  compile: (program: Program, more: readonly string[]) => CompileStep;
  run: (args: readonly string[], memoryBytes: number) => Step;
  /** Full names of the classes to look in. */
  listClasses: (program: Program) => string[];
}): Harness {
  return {
    encoding: 'typed',
    wrap: (program, { name }) => {
      const code = stripComments(readEntry(program));
      if (!listFunctionNames(name).some((one) => new RegExp(`\\b${one}\\s*\\(`).test(code)))
        throw new HarnessError(`${program.entry} has no method ${name}.`);
      return [{ path: PATH, text: TEXT }];
    },
    compile: (program) => options.compile(program, [PATH]),
    run: ({ program, call, memoryBytes }) => {
      const classes = options.listClasses(program).join(',');
      const names = listFunctionNames(call.name).join(',');
      return options.run([CLASS, classes, names, String(call.parameters.length)], memoryBytes);
    },
    load: null,
  };
}
