import { readFileSync } from 'node:fs';
import { listFunctionNames } from './function-names.ts';
import { BASE_ENV, type CompileStep, type FunctionCall, type Harness, type Program } from './language.ts';
import { buildHeapFlag } from './node.ts';
import type { Tool } from './toolchain.ts';

const FILES = ['harness.cjs', 'warm.js'].map((name) => ({
  path: `.interlace/${name}`,
  text: readFileSync(new URL(`harness/${name}`, import.meta.url), 'utf8'),
}));

/** The harness takes its lines on descriptor 4, so that the program's own stdin can be empty. */
const MOVE_STDIN = ['/bin/sh', '-c', 'exec 4<&0 </dev/null; exec "$@"', 'harness'];

/**
 * The harness of JavaScript and TypeScript: one process for both, which waits for the line that says what to load.
 * `module` is what a compile step made of the program, or null when the entry itself is imported.
 */
export function createNodeHarness(options: {
  node: Tool;
  module: string | null;
  compile: (program: Program, call: FunctionCall) => CompileStep | null;
}): Harness {
  const { node, module, compile } = options;
  return {
    encoding: 'json',
    wrap: () => FILES,
    compile,
    run: ({ memoryBytes }) => ({
      argv: [
        ...MOVE_STDIN,
        node.path,
        ...['--experimental-detect-module', '--enable-source-maps', '--no-warnings'],
        buildHeapFlag(memoryBytes),
        '/workspace/.interlace/harness.cjs',
      ],
      env: BASE_ENV,
      mounts: node.mounts,
    }),
    load: ({ entry }, call) => {
      const names = listFunctionNames(call.name);
      return JSON.stringify({ entry, module, function: call.name, names, tail: buildTail(call) });
    },
  };
}

/** What follows the entry's last line: hands the harness the functions of these names, exported or not. */
export function buildTail({ name }: FunctionCall): string {
  const values = [...listFunctionNames(name), 'Solution']
    .filter(isVariableName)
    .map((one) => `${one}: typeof ${one} === 'undefined' ? undefined : ${one}`);
  return `;globalThis[Symbol.for('interlace.found')] = { ${values.join(', ')} };`;
}

/** `delete` is none, and would make a syntax error of every program. */
function isVariableName(name: string): boolean {
  try {
    new Function(`'use strict'; let ${name};`);
    return true;
  } catch {
    return false;
  }
}
