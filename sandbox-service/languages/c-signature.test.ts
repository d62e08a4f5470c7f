import { expect, test } from 'vitest';
import type { ValueType } from '#core/test-suite.ts';
import { findDefinition, parseShape, writeSignature } from './c-signature.ts';

test.each<[ValueType[], ValueType | null, string]>([
  [
    ['int', 'long', 'double', 'bool', 'string'],
    'int',
    'int f(int a, long long b, double c, bool d, char *e)',
  ],
  [['int[]', 'int'], 'int[]', 'int *f(int *a, int aSize, int b, int *returnSize)'],
  [
    ['string[]', 'double[][]'],
    'string[]',
    'char **f(char **a, int aSize, double **b, int bSize, int *bColSize, int *returnSize)',
  ],
  [['string[][]'], 'long', 'long long f(char ***a, int aSize, int *aColSize)'],
  [[], 'bool[][]', 'bool **f(int *returnSize, int **returnColumnSizes)'],
  [[], 'string', 'char *f(void)'],
  [['int[]'], null, 'void f(int *a, int aSize)'],
])('tests of %j that expect %s call %s', (parameters, returns, signature) => {
  expect(writeSignature('f', { name: 'f', parameters, returns })).toBe(signature);
});

test('takes a type apart', () => {
  expect(parseShape('int')).toEqual({ scalar: 'int', depth: 0 });
  expect(parseShape('string[][]')).toEqual({ scalar: 'string', depth: 2 });
});

test.each<[string, (string | null)[]]>([
  ['int f(void) {', []],
  ['int f() {', []],
  ['int f(int a, long long b) {', ['int', 'long long']],
  ['int *f(const int *a, int aSize) {', ['const int *', 'int']],
  ['int f(int *a,int**b , char *restrict c) {', ['int *', 'int**', 'char *restrict']],
  ['int f(int a[], char b[const 5], char *c[]) {', ['int *', 'char *', 'char * *']],
  ['int f(struct node *a, register int b, unsigned) {', ['struct node *', 'int', 'unsigned']],
  ['static int\nf (\n  const unsigned int a,\n  ll *b\n)\n{', ['const unsigned int', 'll *']],
  ['int f(int (*a)(int, int), int b) {', [null, 'int']],
  ['int f(int a[][3], int (*b)[3], int c, ...) {', [null, null, 'int', null]],
  ['int f(int a /* , int b */, int c) // {\n{', ['int', 'int']],
])('reads the parameters of %j', (text, parameters) => {
  expect(findDefinition(text, 'f')?.parameters).toEqual(parameters);
});

test('finds the definition, not what looks like it, and tells its line', () => {
  const text = [
    '/* int f(int a) {',
    ' */ // int f(long b) {',
    '#define f(x) \\',
    '  f(x) {',
    'int f(short a);',
    'const char *text = "int f(char a) {";',
    'int of(float a) { if (f(1)) { return f(2); } }',
    'int f(double a) {',
  ];
  expect(findDefinition(text.join('\n'), 'f')).toEqual({ name: 'f', line: 8, parameters: ['double'] });
});

test.each(['', 'int f(int a);', 'int g(void) { return f(1); }', 'int F(int a) { }', 'int f(int a'])(
  'finds none in %j',
  (text) => {
    expect(findDefinition(text, 'f')).toBeNull();
  },
);

test('a hostile file takes no time', () => {
  const startedAt = performance.now();
  for (const unit of ['f(', 'f() ', '(f(', '\n', '#\\\n']) {
    const text = unit.repeat(30_000);
    findDefinition(text, 'f');
    findDefinition(`${text}${')'.repeat(30_000)}`, 'f');
  }
  expect(performance.now() - startedAt).toBeLessThan(2000);
});
