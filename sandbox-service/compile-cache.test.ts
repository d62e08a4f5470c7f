import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { buildCompileKey, CompileCache } from './compile-cache.ts';
import type { CompileStep, Language, Program } from './languages/language.ts';

const root = mkdtempSync(join(tmpdir(), 'interlace-cache-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
let made = 0;
const makeDirectory = () => join(root, String(++made));

const compiled = (size: number) => ({
  build: [{ path: 'a', bytes: Buffer.alloc(size, 7), isExecutable: true }],
  output: 'a warning',
});

test('gives back what was made, byte for byte', async () => {
  const cache = new CompileCache(makeDirectory());
  await cache.set('a', compiled(5000));
  expect(await cache.get('a')).toEqual(compiled(5000));
  expect(await cache.get('b')).toBeNull();
});

test('keeps what was used last when it is full, on disk as well', async () => {
  const directory = makeDirectory();
  const cache = new CompileCache(directory, 10_000);
  await cache.set('a', compiled(4000));
  await cache.set('b', compiled(4000));
  expect(await cache.get('a')).not.toBeNull();
  await cache.set('c', compiled(4000));
  expect(await cache.get('b')).toBeNull();
  expect(await cache.get('a')).not.toBeNull();
  expect(await cache.get('c')).not.toBeNull();
  expect(cache.size).toBe(2);
  expect(readdirSync(directory).sort()).toEqual(['a', 'c']);
});

test('never keeps one result that is larger than the rest may be', async () => {
  const cache = new CompileCache(makeDirectory());
  await cache.set('a', compiled(16 * 1024 * 1024 + 1));
  expect(await cache.get('a')).toBeNull();
});

test('two that compile the same at once leave one result', async () => {
  const directory = makeDirectory();
  const cache = new CompileCache(directory);
  await Promise.all([cache.set('a', compiled(10)), cache.set('a', compiled(10))]);
  expect(readdirSync(directory)).toEqual(['a']);
  expect(cache.size).toBe(1);
});

test('a file that was removed under it is a miss', async () => {
  const directory = makeDirectory();
  const cache = new CompileCache(directory);
  await cache.set('a', compiled(10));
  rmSync(join(directory, 'a'));
  expect(await cache.get('a')).toBeNull();
  await cache.set('a', compiled(10));
  expect(await cache.get('a')).not.toBeNull();
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
