import { readFileSync } from 'node:fs';
import { listFunctionNames } from './function-names.ts';
import type { Harness, Step } from './language.ts';

const PATH = '.interlace/harness.py';
const TEXT = readFileSync(new URL('harness/harness.py', import.meta.url), 'utf8');

/** The harness of Python: it waits for the line that says what to load. `step` starts Python with these arguments. */
export function createPythonHarness(step: (...args: string[]) => Step): Harness {
  return {
    encoding: 'json',
    wrap: () => [{ path: PATH, text: TEXT }],
    compile: () => null,
    run: () => step('-u', `/workspace/${PATH}`),
    load: ({ entry }, { name }) => JSON.stringify({ entry, function: name, names: listFunctionNames(name) }),
  };
}
