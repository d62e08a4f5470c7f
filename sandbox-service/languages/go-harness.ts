import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { listFunctionNames } from './function-names.ts';
import { findGoPackage, findModuleFolder, hasGoMain } from './go-overlay.ts';
import {
  type CompileStep,
  type FunctionCall,
  type Harness,
  HarnessError,
  type Program,
  type Step,
} from './language.ts';
import { folderOf, stripComments } from './sources.ts';
import { MOVE_STDIN } from './stdin.ts';

/** A Go file that ends so would be part of a package of this repository's for every tool of Go. */
const TEXT = readFileSync(new URL('harness/harness.go.txt', import.meta.url), 'utf8');
const PACKAGE = 'interlaceharness';

/** The harness of Go. `compile` makes the step for a program with these files added, by path in the workspace. */
export function createGoHarness(options: {
  compile: (program: Program, added: Readonly<Record<string, string>>) => CompileStep;
  run: (memoryBytes: number) => Step;
}): Harness {
  return {
    encoding: 'typed',
    wrap: (program, call) => {
      buildFiles(program, call); // For what it throws: the files themselves come with the compile step.
      return [];
    },
    compile: (program, call) => options.compile(program, buildFiles(program, call)),
    run: ({ memoryBytes }) => {
      const step = options.run(memoryBytes);
      return { ...step, argv: [...MOVE_STDIN, ...step.argv] };
    },
    load: null,
  };
}

/**
 * The harness as a package of the program's module, and a file in the entry's package that starts it before `main`
 * would. Its name sorts last: all that the candidate's files prepare is done by then.
 */
function buildFiles(program: Program, call: FunctionCall): Record<string, string> {
  if (findGoPackage(program) !== 'main')
    throw new HarnessError(
      `Tests call functions of package main: begin ${program.entry} with "package main".`,
    );
  const moduleFolder = findModuleFolder(program);
  const path = `${readModulePath(program, moduleFolder)}/${PACKAGE}`;
  const siblings = program.files.filter(
    ({ path, text }) =>
      path.endsWith('.go') &&
      folderOf(path) === folderOf(program.entry) &&
      (path === program.entry || !hasGoMain(text)),
  );
  const start = [
    'package main',
    `import "${path}"`,
    `func init() { ${PACKAGE}.Run(func() interface{} { return ${findFunction(program, siblings, call.name)} }) }`,
    ...(siblings.some(({ text }) => hasGoMain(text)) ? [] : ['func main() {}']),
  ];
  return {
    [posix.join(moduleFolder ?? '.', PACKAGE, 'harness.go')]: TEXT,
    [posix.join(folderOf(program.entry), 'zzz_interlace_tests.go')]: `${start.join('\n\n')}\n`,
  };
}

function readModulePath({ files }: Program, moduleFolder: string | null): string {
  if (moduleFolder === null) return 'workspace';
  const text = files.find(({ path }) => path === posix.join(moduleFolder, 'go.mod'))?.text ?? '';
  return /^[ \t]*module\s+"?([^\s"]+)/m.exec(text)?.[1] ?? 'workspace';
}

/** How the function is written: `f`, or a method of a new Solution for each case, whose fields are the case's state. */
function findFunction(program: Program, siblings: Program['files'], wanted: string): string {
  const code = siblings.map(({ text }) => stripComments(text)).join('\n');
  for (const name of listFunctionNames(wanted)) {
    if (new RegExp(`^func\\s+${name}\\s*[(\\[]`, 'm').test(code)) return name;
    if (new RegExp(`^func\\s*\\(\\s*(?:\\w+\\s+)?\\*?Solution\\s*\\)\\s*${name}\\s*\\(`, 'm').test(code))
      return `new(Solution).${name}`;
  }
  throw new HarnessError(
    `${program.entry} has no function ${wanted}, and no type Solution with a method ${wanted}.`,
  );
}
