import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Service, startService, until } from './harness.ts';
import { measureLeftovers } from './host.ts';
import { runTests } from './judging.ts';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

type Cases = [input: unknown[], expected: unknown][];

/** A suite for `solve`. */
function build(cases: Cases, more: Record<string, unknown> = {}) {
  const written = cases.map(([input, expected]) => ({ input, expected }));
  return { kind: 'function', function: 'solve', cases: written, ...more };
}

describe('the convention', () => {
  test.each<[string, string, Cases, Record<string, unknown>?]>([
    [
      'numbers of other types than the cases suggest',
      'unsigned long long solve(const short a, size_t b, float c, int8_t d) { return a + b + (c > 1.25f) + d; }',
      [[[1, 2, 1.5, -1], 3]],
    ],
    [
      'a list of another type and size',
      'typedef long long ll;\nll *solve(const ll *restrict a, size_t n, size_t *returnSize) { *returnSize = n; return (ll *)a; }',
      [
        [[[3, 4]], [3, 4]],
        [[[]], []],
      ],
    ],
    [
      'a list written as an array',
      'double solve(double a[], int n) { return a[n - 1]; }',
      [[[[1.5, 2.5]], 2.5]],
    ],
    [
      'lists of lists',
      'int **solve(int **a, int n, int *sizes, int *returnSize, int **returnColumnSizes) {\n  *returnSize = n; *returnColumnSizes = sizes; for (int i = 0; i < n; i++) for (int j = 0; j < sizes[i]; j++) a[i][j] *= 2;\n  return a;\n}',
      [
        [[[[1, 2], [], [3]]], [[2, 4], [], [6]]],
        [[[]], []],
      ],
    ],
    [
      'characters, for texts of one, in lists and in lists of lists',
      'char *solve(char *a, int n, char **b, int m, int *sizes, char c, int *returnSize) {\n  char *all = malloc(3); all[0] = a[n - 1]; all[1] = b[m - 1][sizes[m - 1] - 1]; all[2] = c; *returnSize = 3; return all;\n}',
      [
        [
          [['a', '"'], [['x'], ['y', '\u0000']], 'z'],
          ['"', '\u0000', 'z'],
        ],
      ],
    ],
    [
      'texts in lists of lists',
      'char ***solve(char ***a, int n, int *sizes, int *returnSize, int **returnColumnSizes) { *returnSize = n; *returnColumnSizes = sizes; return a; }',
      [[[[['a b', 'żółw "🐢"\n'], ['']]], [['a b', 'żółw "🐢"\n'], ['']]]],
    ],
    [
      'numbers for true and false',
      'int solve(int a, int *b, int n) { return a && b[n - 1] ? 4 : 0; }',
      [
        [[true, [false, true]], true],
        [[true, [false]], false],
      ],
    ],
    ['a bool for a number', 'bool solve(int a) { return a > 1; }', [[[2], 1]]],
    [
      'NULL for null',
      'const char *solve(const char *a) { return a ? a : NULL; }',
      [
        [[null], null],
        [['a'], 'a'],
      ],
    ],
    ['nothing for null', 'void solve(int *a, int n) { a[n - 1] = 0; }', [[[[1]], null]]],
    [
      'a result that only a checker knows',
      'int *solve(int n, int *returnSize) { int *a = malloc(n * sizeof *a); for (int i = 0; i < n; i++) a[i] = i; *returnSize = n; return a; }',
      [[[3], 'anything']],
      {
        comparison: {
          type: 'checker',
          language: 'python',
          source: 'def check(i, e, a): return a == [0, 1, 2]',
        },
      },
    ],
  ])('knows %s', async (_what, code, cases, more) => {
    const { output, results } = await runTests(service, { language: 'c', code, suite: build(cases, more) });
    expect({ output, results: results.map(({ verdict, detail }) => [verdict, detail?.message]) }).toEqual({
      output: '',
      results: cases.map(() => ['accepted', '']),
    });
  });

  test('numbers come as they are', async () => {
    const code =
      'double solve(int how) { double all[] = {0.1, 1e300, 1.0 / 3, 5e-324, -0.5, 123456789.125}; return how < 6 ? all[how] : how < 7 ? strtod("nan", 0) : -strtod("inf", 0); }';
    const expected = [0.1, 1e300, 1 / 3, 5e-324, -0.5, 123456789.125, null, null];
    const { results } = await runTests(service, {
      language: 'c',
      code,
      suite: build(expected.map((value, how) => [[how], value])),
    });
    expect(results.slice(0, 6).map(({ verdict }) => verdict)).toEqual(Array(6).fill('accepted'));
    expect(results.slice(6).map(({ detail }) => detail?.actual)).toEqual(['NaN', '-Infinity']);
  });
});

describe('what the compiler refuses', () => {
  test.each<[string, string, Cases, string]>([
    [
      'too few parameters',
      '\nint *solve(int *a, int n) { return a; }',
      [[[[1]], [1]]],
      'main.c:2:1: error: static assertion failed: "the number of parameters of solve does not fit the tests, which call int *solve(int *a, int aSize, int *returnSize)"',
    ],
    [
      'a parameter of another type',
      '/* one */\nint solve(int a,\n  char *b) { return a; }',
      [[[1, 2], 1]],
      'main.c:2:1: error: static assertion failed: "parameter 2 of solve does not fit the tests, which call int solve(int a, int b)"',
    ],
    [
      'a list where text is given',
      'typedef int *list;\nint solve(list a) { return 1; }',
      [[['a'], 1]],
      'main.c:2:1: error: static assertion failed: "parameter 1 of solve does not fit the tests, which call int solve(char *a)"',
    ],
    [
      'rows of a fixed length',
      'int solve(int a[][3], int n, int *sizes) { return 1; }',
      [[[[[1, 2, 3]]], 1]],
      'main.c:1:1: error: static assertion failed: "parameter 1 of solve does not fit the tests, which call int solve(int **a, int aSize, int *aColSize)"',
    ],
    [
      'another result',
      'struct pair { int x, y; };\nstruct pair solve(int a) { return (struct pair){a, a}; }',
      [[[1], 1]],
      'main.c:2:1: error: static assertion failed: "what solve returns does not fit the tests, which call int solve(int a)"',
    ],
    [
      'parameters that macros write',
      '#define number double\n#if 0\nint solve(int a) { return a; }\n#else\nint solve(number a) { return a; }\n#endif',
      [[[1], 1]],
      'main.c:3:1: error: static assertion failed: "the tests cannot read the parameters of solve; write them as in int solve(int a)"',
    ],
    ['a missing brace', 'int solve(int a) {\n  if (a) { return 1;\n}\n', [[[1], 1]], 'main.c:3:1: error: '],
    [
      'text that does not end',
      'int solve(int a) {\n  return a /* + 1;\n}\n',
      [[[1], 1]],
      'main.c:2:12: error: ',
    ],
    [
      'too much',
      'int solve(int a) { return a; }\n#include "/dev/zero"',
      [[[1], 1]],
      'took more than 15 s or 512 MB',
    ],
    ['what is nowhere', 'int other(int);\nint solve(int a) { return other(a); }', [[[1], 1]], "`other'"],
  ])('%s', async (_what, code, cases, message) => {
    const { output, summary } = await runTests(service, { language: 'c', code, suite: build(cases) });
    expect(summary).toMatchObject({ verdict: 'compile_error', passed: 0 });
    expect(output).toContain(message);
    expect(output).not.toMatch(/interlace|workspace/i);
  });

  test('but no warning of ours is among the candidate’s', async () => {
    const code = 'solve(int a) { return a; }\nint main() { return solve(1); }';
    const { output, verdicts } = await runTests(service, { language: 'c', code, suite: build([[[1], 1]]) });
    expect(verdicts).toEqual(['accepted']);
    expect(output.match(/warning/g)).toHaveLength(1);
    expect(output).toMatch(/^main\.c:1:1: warning: return type defaults to .int./);
  });
});

test.each<[string, Cases, Record<string, unknown>, RegExp]>([
  ['no such function', [[[1], 1]], { function: 'nowhere' }, /main\.c has no function nowhere/],
  ['an argument that no case tells the type of', [[[[]], 1]], {}, /argument 1 do not tell its type/],
  ['lists that are too deep', [[[[[[1]]]], 1]], {}, /cannot be given int\[\]\[\]\[\] here/],
  ['a result that is too deep', [[[1], [[[1]]]]], {}, /cannot return int\[\]\[\]\[\] here/],
  ['objects', [[[{ a: 1 }], 1]], {}, /is an object/],
])('refuses %s in words', async (_what, cases, more, message) => {
  const code = 'int solve(int a) { return a; }';
  await expect(runTests(service, { language: 'c', code, suite: build(cases, more) })).rejects.toThrow(
    message,
  );
});

test('says what is wrong with a value, and asks the same process for the next', async () => {
  const code = `#include <stdint.h>
#include <stdio.h>
char **solve(int how, const char *text, uint8_t small, int *returnSize) {
  static int asked;
  printf("%d", ++asked);
  static char *texts[] = {"a", 0};
  if (how == 1) return texts;
  *returnSize = how == 2 ? -1 : how == 3 ? INT32_MAX : 2;
  return how == 4 ? NULL : texts;
}`;
  const cases: Cases = [
    [
      [0, 'a', 1],
      ['a', null],
    ],
    [[1, 'a', 1], []],
    [[2, 'a', 1], []],
    [[3, 'a', 1], []],
    [[4, 'a', 1], []],
    [[0, 'a\u0000b', 1], []],
    [[0, 'a', 256], []],
    [
      [0, 'a', 1],
      ['a', null],
    ],
  ];
  const { results } = await runTests(service, { language: 'c', code, suite: build(cases) });
  expect(results.map(({ verdict, detail }) => [verdict, detail?.message])).toEqual([
    ['accepted', ''],
    ['runtime_error', 'The function did not set *returnSize.'],
    ['runtime_error', expect.stringMatching(/^\*returnSize is -1 after the call\. Set it to the number/)],
    ['runtime_error', expect.stringMatching(/^\*returnSize is 2147483647 after the call/)],
    ['runtime_error', 'The function returned NULL as a list of 2 values.'],
    ['runtime_error', expect.stringContaining('text with a zero character in it, which a string of C')],
    ['runtime_error', "The tests give a number that the function's parameter has no room for."],
    ['accepted', ''],
  ]);
  // The two that do not fit were not asked at all.
  expect(results.at(-1)?.detail?.stdout).toBe('6');
});

test('says what is wrong with the sizes of lists that are returned', async () => {
  const code = `int **solve(int how, int *returnSize, int **returnColumnSizes) {
  int **rows = calloc(2, sizeof *rows);
  *returnSize = how == 4 ? 0 : 2;
  if (how == 0 || how == 4) return how == 4 ? NULL : rows;
  int *sizes = *returnColumnSizes = calloc(2, sizeof *sizes);
  sizes[1] = how == 1 ? 3 : how == 2 ? -3 : 0;
  return rows;
}`;
  const cases: Cases = [0, 1, 2, 3, 4].map((how) => [[how], how === 4 ? [] : [[], []]]);
  const { results } = await runTests(service, {
    language: 'c',
    code,
    suite: build(cases, { returns: 'int[][]' }),
  });
  expect(results.map(({ verdict, detail }) => [verdict, detail?.message])).toEqual([
    ['runtime_error', 'The function did not set *returnColumnSizes.'],
    ['runtime_error', 'The function returned NULL as a list of 3 values.'],
    ['runtime_error', expect.stringMatching(/^A number in \*returnColumnSizes is -3 after the call/)],
    ['accepted', ''],
    ['accepted', ''],
  ]);
});

describe('what breaks one case leaves the next alone', () => {
  const honest: [unknown[], unknown] = [['honest'], 'honest'];

  async function attack(lines: string[], kinds: string[]) {
    const code = [
      '#include <signal.h>\n#include <stdio.h>\n#include <stdlib.h>\n#include <string.h>\n#include <unistd.h>',
      'static int deep(volatile int n) { volatile char b[1000]; b[n % 1000] = 1; return deep(n + 1) + b[0]; }',
      'char *solve(char *kind) {',
      '  printf("got %s\\n", kind);',
      ...lines.map((line) => `  ${line}`),
      '  return kind;',
      '}',
      'int main(void) { return deep(0); }',
    ];
    const tested = await runTests(service, {
      language: 'c',
      code: code.join('\n'),
      suite: build(kinds.flatMap((kind) => [[[kind], kind], honest])),
      limits: { timeMs: 4000, memoryBytes: 128 << 20 },
    });
    await until('nothing to be left', () => measureLeftovers(service).processes === 0);
    return tested;
  }

  test('crashes, exits, loops and memory', { timeout: 60_000 }, async () => {
    const { verdicts, results } = await attack(
      [
        'if (!strcmp(kind, "segv")) *(volatile int *)8 = 1;',
        'if (!strcmp(kind, "exit")) exit(0);',
        'if (!strcmp(kind, "abort")) abort();',
        'if (!strcmp(kind, "stack")) deep(0);',
        'if (!strcmp(kind, "loop")) for (volatile int n = 0;;) n = n + 1;',
        'if (!strcmp(kind, "memory")) for (;;) memset(malloc(1 << 20), 1, 1 << 20);',
      ],
      ['segv', 'exit', 'abort', 'stack', 'loop', 'memory'],
    );
    expect(verdicts).toEqual([
      ...['runtime_error', 'accepted', 'runtime_error', 'accepted', 'runtime_error', 'accepted'],
      ...['runtime_error', 'accepted', 'time_limit', 'accepted', 'memory_limit', 'accepted'],
    ]);
    const messages = results.map(({ detail }) => detail?.message);
    expect(messages[0]).toMatch(/SIGSEGV/);
    expect(messages[2]).toMatch(/exit code 0/);
    expect(messages[4]).toMatch(/SIGABRT/);
    expect(messages[6]).toMatch(/SIGSEGV/);
    // Nobody has flushed it.
    expect(results[0]?.detail?.stdout).toBe('got segv\n');
    expect(results[8]?.detail?.stdout).toBe('got loop\n');
  });

  test('answers that are forged, endless, or not there', { timeout: 60_000 }, async () => {
    const { verdicts } = await attack(
      [
        'if (!strcmp(kind, "forge")) dprintf(3, "{\\"i\\":1,\\"ok\\":true,\\"value\\":\\"honest\\"}\\n{\\"i\\":7}\\nnonsense\\n");',
        'if (!strcmp(kind, "endless")) for (;;) write(3, kind, 7);',
        'if (!strcmp(kind, "long")) return memset(calloc(5 << 20, 1), 120, (5 << 20) - 1);',
        'if (!strcmp(kind, "close")) for (int at = 0; at < 64; at++) close(at);',
        'if (!strcmp(kind, "kill")) kill(getpid(), 9);',
      ],
      ['forge', 'endless', 'long', 'close', 'kill'],
    );
    expect(verdicts).toEqual([
      ...['accepted', 'accepted', 'output_limit', 'accepted', 'output_limit', 'accepted'],
      ...['runtime_error', 'accepted', 'runtime_error', 'accepted'],
    ]);
  });
});

describe('a program', () => {
  test('has its function in another file, and its own words for what is ours', async () => {
    const code = {
      'src/main.c': '#include <stdio.h>\n#include "lib/sum.h"\nint main(void) { printf("%d", addUp(0, 0)); }',
      'src/lib/sum.h': '#define int long long\nint addUp(int *a, int n);',
      'src/lib/sum.c':
        '#include "sum.h"\n#include "start.h"\nint write(int a) { return a; }\nint read(int a) { return write(a); }\nint addUp(int *a, int n) {\n  int main = START, kind = 0, T = 0;\n  for (int i = 0; i < n; i++) main += read(a[i]);\n  return main + kind + T;\n}\n',
      'src/lib/start.h': '#define START 1\n#define value 3\n#define X(a) a\n',
    };
    const { output, verdicts } = await runTests(service, {
      language: 'c',
      code,
      entry: 'src/main.c',
      suite: build([[[[3_000_000_000, 1]], 3_000_000_002]], { function: 'add_up' }),
    });
    expect({ output, verdicts }).toEqual({ output: '', verdicts: ['accepted'] });
  });

  test('names that other file where it is wrong', async () => {
    const code = {
      'main.c': 'int twice(int a);\nint main(void) { return twice(1); }',
      'lib/twice.c': '\nint twice(int a) { return 2 * a }',
    };
    const suite = build([[[1], 2]], { function: 'twice' });
    const { output, summary } = await runTests(service, { language: 'c', code, suite });
    expect(summary.verdict).toBe('compile_error');
    expect(output).toMatch(/^lib\/twice\.c:2:\d+: error: /m);
  });

  test('finds the end of its stdin, not our lines', async () => {
    const code = 'int solve(int a) { printf("no line end"); return getchar() == EOF ? a : -1; }';
    const cases: Cases = [
      [[1], 1],
      [[2], 2],
    ];
    const { verdicts, results } = await runTests(service, { language: 'c', code, suite: build(cases) });
    expect(verdicts).toEqual(['accepted', 'accepted']);
    expect(results.map(({ detail }) => detail?.stdout)).toEqual(['no line end', 'no line end']);
  });

  test('keeps, frees and returns what it is given', async () => {
    const code = `#include <stdlib.h>
static int *kept;
int *solve(int *a, int n, int *returnSize) {
  *returnSize = n;
  if (!kept) return kept = a;
  free(kept);
  kept = realloc(a, 1000);
  return kept;
}`;
    const lists = Array.from({ length: 20 }, (_, index) => Array.from({ length: index }, () => index));
    const { verdicts } = await runTests(service, {
      language: 'c',
      code,
      suite: build(lists.map((list) => [[list], list])),
    });
    expect(verdicts).toEqual(lists.map(() => 'accepted'));
  });
});
