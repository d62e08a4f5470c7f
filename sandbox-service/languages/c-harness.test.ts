import { expect, test } from 'vitest';
import type { ValueType } from '#core/test-suite.ts';
import { createCHarness } from './c-harness.ts';
import type { FunctionCall } from './language.ts';

const harness = createCHarness({ compiler: '/usr/bin/gcc', flags: ['-O2'] });

function build(files: Record<string, string>) {
  const [entry = ''] = Object.keys(files);
  return { entry, files: Object.entries(files).map(([path, text]) => ({ path, text })) };
}

function callOf(parameters: (ValueType | null)[], returns: ValueType | null = 'int'): FunctionCall {
  return { name: 'two_sum', parameters, returns };
}

/** Our file with the candidate's function, by its place. */
function readSource(files: Record<string, string>, call: FunctionCall): [path: string, lines: string[]] {
  const file = harness.wrap(build(files), call).find(({ path }) => !path.includes('/harness/'));
  return [file?.path ?? '', file?.text.split('\n') ?? []];
}

test('puts the text of the entry between ours, with its own lines and what people expect to be included', () => {
  const [path, lines] = readSource({ 'main.c': 'int two_sum(int a) { return a; }' }, callOf(['int']));
  expect(path).toBe('.interlace/main.c');
  const at = lines.indexOf('#line 1 "main.c"');
  expect(lines[at + 1]).toBe('int two_sum(int a) { return a; }');
  expect(lines.slice(0, at)).toContain('#include <stdbool.h>');
});

test('includes nothing more where the file includes something itself', () => {
  const text = '#include <stdio.h>\ntypedef int bool;\nint two_sum(bool a) { return a; }';
  const [, lines] = readSource({ 'main.c': text }, callOf(['int']));
  expect(lines.filter((line) => line.startsWith('#include <'))).toEqual(['#include <stdio.h>']);
});

test('finds the function in another file of the program, and compiles that one once', () => {
  const files = {
    'src/main.c': 'int main(void) { return twoSum(1); }',
    'src/lib/sum.c': 'int twoSum(int a) { return a; }',
    'src/other.c': 'int twoSum(int a) { return a; }\nint main(void) { return twoSum(1); }',
  };
  expect(readSource(files, callOf(['int']))[0]).toBe('.interlace/sum.c');
  const argv = harness.compile(build(files), callOf(['int']))?.argv ?? [];
  expect(argv.filter((one) => one.endsWith('.c'))).toEqual([
    '.interlace/sum.c',
    '.interlace/harness/harness.c',
    'src/main.c',
  ]);
});

test('a file name cannot end the command that looks at the file alone', () => {
  const files = { "-it's.c": 'int two_sum(int a) { return a; }' };
  const [, , script] = harness.compile(build(files), callOf(['int']))?.argv ?? [];
  expect(script).toContain(`'-fsyntax-only' `);
  expect(script).toContain(`'./-it'\\''s.c' 2>&1)`);
});

test.each<[string, FunctionCall, RegExp]>([
  ['int three_sum(int a) { return a; }', callOf(['int']), /^main\.c has no function two_sum/],
  [
    'int two_sum(int a) { return a; }',
    callOf(['int', null]),
    /^The values of argument 2 do not tell its type/,
  ],
  ['int two_sum(int a) { return a; }', callOf(['int[][][]']), /cannot be given int\[\]\[\]\[\]/],
  ['int two_sum(int a) { return a; }', callOf(['int'], 'string[][][]'), /cannot return string\[\]\[\]\[\]/],
])('refuses %j for %j', (text, call, message) => {
  expect(() => harness.wrap(build({ 'main.c': text }), call)).toThrow(message);
});
