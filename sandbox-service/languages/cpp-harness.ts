import { readFileSync } from 'node:fs';
import { OUTPUT } from './c-family.ts';
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

const TEXT = readFileSync(new URL('harness/harness.hpp', import.meta.url), 'utf8');
const HEADER = '.interlace/harness.hpp';
const MAIN = '.interlace/main.cpp';

/** The harness of C++. `compile` makes the step for a program with this source in the place of its entry. */
export function createCppHarness(compile: (program: Program, source: string) => CompileStep): Harness {
  return {
    encoding: 'typed',
    wrap: (program, call) => [
      { path: HEADER, text: TEXT },
      { path: MAIN, text: buildSource(program, call) },
    ],
    compile: (program) => compile(program, MAIN),
    run: () => ({ argv: [...MOVE_STDIN, OUTPUT], env: BASE_ENV, mounts: [] }),
    load: null,
  };
}

/**
 * The entry's text between ours. Messages name the entry's own lines. The whole library is included before it, as
 * people expect who write only a function; its `main`, if there is one, becomes a function that nobody calls.
 */
function buildSource(program: Program, call: FunctionCall): string {
  return [
    '#include <bits/stdc++.h>',
    '#define main unused_main',
    `#line 1 ${JSON.stringify(program.entry)}`,
    readEntry(program),
    '#undef main',
    '#line 1 "tests"',
    '#include "harness.hpp"',
    `int main() { interlace::run(&${findFunction(program, call.name)}); }`,
    '',
  ].join('\n');
}

/** How the function is written from outside: `f`, or `Solution::f` for a method. */
function findFunction(program: Program, wanted: string): string {
  const code = stripComments(readEntry(program));
  const solution = /\b(?:class|struct)\s+Solution\b/.exec(code);
  for (const name of listFunctionNames(wanted)) {
    const at = code.search(new RegExp(`\\b${name}\\s*\\(`));
    if (at < 0) continue;
    return solution && isInside(code, solution.index, at) ? `Solution::${name}` : name;
  }
  throw new HarnessError(
    `${program.entry} has no function ${wanted}, and no class Solution with a method ${wanted}.`,
  );
}

/** Whether a place lies in the braces of what begins at `start`. */
function isInside(code: string, start: number, place: number): boolean {
  let depth = 0;
  for (let at = code.indexOf('{', start); at >= 0 && at < code.length; at++) {
    if (code[at] === '{') depth++;
    if (code[at] === '}') depth--;
    if (depth === 0) return start < place && place < at;
  }
  return false;
}
