import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import type { ValueType } from '#core/test-suite.ts';
import type { WorkspaceFile } from '../driver.ts';
import { buildCall } from './c-call.ts';
import { buildCompileStep, listIncludeFlags, listSources, OUTPUT } from './c-family.ts';
import { type CFunction, findDefinition, parseShape } from './c-signature.ts';
import { listFunctionNames } from './function-names.ts';
import {
  BASE_ENV,
  type CompileStep,
  type FunctionCall,
  type Harness,
  HarnessError,
  type Program,
} from './language.ts';
import { asArgument, folderOf } from './sources.ts';
import { MOVE_STDIN } from './stdin.ts';

const FOLDER = '.interlace';
const HEADER = 'harness/harness.h';
const RUNTIME = 'harness/harness.c';
const TEXTS = {
  [`${FOLDER}/${HEADER}`]: readFileSync(new URL(HEADER, import.meta.url), 'utf8'),
  [`${FOLDER}/${RUNTIME}`]: readFileSync(new URL(RUNTIME, import.meta.url), 'utf8'),
};

const USUAL_HEADERS = ['ctype', 'limits', 'math', 'stdbool', 'stddef', 'stdint', 'stdio', 'stdlib', 'string'];

/** C has no convention for lists of lists of lists. */
const MAX_LIST_DEPTH = 2;

/**
 * The harness of C, which compiles with these flags beside those that find headers. The function may be in any source
 * of the program; whether it fits the tests, the compiler says.
 */
export function createCHarness(options: { compiler: string; flags: readonly string[] }): Harness {
  return {
    encoding: 'typed',
    wrap: (program, call) => {
      refuseShapes(call);
      const { home, found } = findFunction(program, call.name);
      return [
        ...Object.entries(TEXTS).map(([path, text]) => ({ path, text })),
        { path: placeOf(home.path), text: buildSource({ home, found, call }) },
      ];
    },
    compile: (program, call) => buildStep(options, program, findFunction(program, call.name).home),
    run: () => ({ argv: [...MOVE_STDIN, OUTPUT], env: BASE_ENV, mounts: [] }),
    load: null,
  };
}

/**
 * Compiles our copy of the file with the function, with its text between ours, and the program's other sources. Where
 * that fails, the file is looked at alone first: text that ends too early would take ours with it, and neither the
 * compiler nor its reader would know where they are.
 */
function buildStep(
  { compiler, flags }: { compiler: string; flags: readonly string[] },
  program: Program,
  home: WorkspaceFile,
): CompileStep {
  // What a file includes is looked for beside it, and our copy is elsewhere.
  const all = [...flags, '-iquote', folderOf(home.path), ...listIncludeFlags(program)];
  const others = listSources(program, ['.c']).filter((path) => path !== home.path);
  const step = buildCompileStep({
    compiler,
    flags: [...all, '-Dmain=unused_main'],
    sources: [placeOf(home.path), `${FOLDER}/${RUNTIME}`, ...others],
    libraries: ['-lm'],
  });
  const headers = listUsualHeaders(home).flatMap((header) => ['-include', header]);
  const alone = [compiler, ...all, '-fsyntax-only', ...headers, asArgument(home.path)];
  const script = [
    'said=$("$@" 2>&1); status=$?',
    `[ $status -eq 0 ] || alone=$(${alone.map(quote).join(' ')} 2>&1) || said=$alone`,
    '[ -z "$said" ] || printf "%s\\n" "$said" >&2',
    'exit $status',
  ];
  return { ...step, argv: ['/bin/sh', '-c', script.join('\n'), 'sh', ...step.argv] };
}

function quote(argument: string): string {
  return `'${argument.replaceAll("'", "'\\''")}'`;
}

/** Where the file with the function stands with our text around its own; the linker names it by the last part. */
function placeOf(home: string): string {
  return `${FOLDER}/${posix.basename(home)}`;
}

function refuseShapes({ parameters, returns }: FunctionCall): void {
  parameters.forEach((type, index) => {
    if (type !== null) return;
    throw new HarnessError(
      `The values of argument ${index + 1} do not tell its type, which tests in C need. Name it among the parameter types.`,
    );
  });
  for (const type of parameters) if (type !== null) refuseDepth(type, 'be given');
  if (returns !== null) refuseDepth(returns, 'return');
}

function refuseDepth(type: ValueType, verb: string): void {
  if (parseShape(type).depth <= MAX_LIST_DEPTH) return;
  throw new HarnessError(
    `A function in C cannot ${verb} ${type} here. Use lists at most ${MAX_LIST_DEPTH} deep, or another language.`,
  );
}

function findFunction(program: Program, wanted: string): { home: WorkspaceFile; found: CFunction } {
  for (const path of listSources(program, ['.c'])) {
    const home = program.files.find((file) => file.path === path);
    for (const name of home ? listFunctionNames(wanted) : []) {
      const found = home && findDefinition(home.text, name);
      if (home && found) return { home, found };
    }
  }
  throw new HarnessError(
    `${program.entry} has no function ${wanted}, nor have the other files of the program.`,
  );
}

/** The text of the file with the function, and behind it what calls it. Messages name the file's own lines. */
function buildSource(options: { home: WorkspaceFile; found: CFunction; call: FunctionCall }): string {
  const { home, found, call } = options;
  const name = JSON.stringify(home.path);
  return [
    `#include "${HEADER}"`,
    ...listUsualHeaders(home).map((header) => `#include <${header}>`),
    `#line 1 ${name}`,
    home.text,
    '', // For a text that ends in a backslash.
    // All at the definition's line: what does not fit is said there.
    ...buildCall(found, call).flatMap((line) => [`#line ${found.line} ${name}`, line]),
    '',
  ].join('\n');
}

/** What people expect to be there who write only a function. A file that includes something says itself what it needs. */
function listUsualHeaders({ text }: WorkspaceFile): string[] {
  return /^[ \t]*#[ \t]*include\b/m.test(text) ? [] : USUAL_HEADERS.map((name) => `${name}.h`);
}
