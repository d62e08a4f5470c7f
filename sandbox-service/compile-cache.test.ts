import { expect, test } from 'vitest';
import { buildCompileKey, CompileCache } from './compile-cache.ts';
import type { CompileStep, Language, Program } from './languages/language.ts';

const compiled = (size: number) => ({
  build: [{ path: 'a', bytes: Buffer.alloc(size), isExecutable: true }],
  output: '',
});

test('keeps what was used last when it is full', () => {
  const cache = new CompileCache(100);
  cache.set('a', compiled(40));
  cache.set('b', compiled(40));
  expect(cache.get('a')).not.toBeNull();
  cache.set('c', compiled(40));
  expect(cache.get('b')).toBeNull();
  expect(cache.get('a')?.build[0]?.bytes.length).toBe(40);
  expect(cache.get('c')).not.toBeNull();
  expect(cache.size).toBe(2);
});

test('never keeps one result that is larger than the rest may be', () => {
  const cache = new CompileCache();
  cache.set('a', compiled(16 * 1024 * 1024 + 1));
  expect(cache.get('a')).toBeNull();
});

const step: CompileStep = { argv: ['cc', '-O1'], env: {}, mounts: [], tooMuch: '' };
const language = { id: 'c', toolchain: 'gcc 12' } as Language;
const program: Program = { entry: 'a.c', files: [{ path: 'a.c', text: '1' }] };
const other = { path: 'b.c', text: '2' };

test('the same files in another order are the same compilation', () => {
  const one = { ...program, files: [...program.files, other] };
  const two = { ...program, files: [other, ...program.files] };
  expect(buildCompileKey(language, step, one)).toBe(buildCompileKey(language, step, two));
});

test.each([
  ['a file', language, step, { ...program, files: [{ path: 'a.c', text: '2' }] }],
  ['the name of a file', language, step, { ...program, files: [{ path: 'x.c', text: '1' }] }],
  ['the entry', language, step, { ...program, entry: 'b.c' }],
  ['a flag', language, { ...step, argv: ['cc', '-O2'] }, program],
  ['the toolchain', { ...language, toolchain: 'gcc 13' }, step, program],
])('%s makes it another compilation', (_what, one, two, three) => {
  expect(buildCompileKey(one, two, three)).not.toBe(buildCompileKey(language, step, program));
});
