import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Service, startService } from './harness.ts';
import { runTests, streamTests, type TestSpec, type WireTestEvent } from './judging.ts';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

async function readError(spec: TestSpec): Promise<WireTestEvent | undefined> {
  let last: WireTestEvent | undefined;
  for await (const event of streamTests(service, spec)) last = event;
  return last;
}

describe('programs that are started for each case', () => {
  const ECHO = 'import sys\nfor line in sys.stdin: print(line.strip()[::-1] + " ")';

  test('each gets its own stdin, and what it prints is compared by lines', async () => {
    const cases = [
      { stdin: 'abc\ndef\n', expected: 'cba\nfed' },
      { stdin: 'abc\n', expected: 'abc' },
      { stdin: '', expected: '', hidden: true },
    ];
    const { verdicts, results, summary } = await runTests(service, {
      language: 'python',
      code: ECHO,
      suite: { kind: 'stdio', cases },
    });
    expect(verdicts).toEqual(['accepted', 'wrong_answer', 'accepted']);
    expect(results[1]?.detail).toEqual({
      input: 'abc\n',
      expected: 'abc',
      actual: 'cba \n',
      stdout: '',
      message: '',
    });
    expect(results[2]?.isHidden).toBe(true);
    expect(summary).toMatchObject({ passed: 2, total: 3 });
  });

  test('exactly, or word by word with a tolerance', async () => {
    const cases = [{ stdin: '0.1 0.2', expected: 'sum 0.3\n' }];
    const spec: TestSpec = {
      language: 'python',
      code: 'a, b = map(float, input().split())\nprint("sum", a + b)',
      suite: { kind: 'stdio', comparison: { type: 'tokens', tolerance: 1e-9 }, cases },
    };
    expect((await runTests(service, spec)).verdicts).toEqual(['accepted']);
    const exact = { ...spec, suite: { kind: 'stdio', comparison: { type: 'exact' }, cases } };
    expect((await runTests(service, exact)).verdicts).toEqual(['wrong_answer']);
  });

  test('what breaks one leaves the next alone, and nothing of one is found by the next', async () => {
    const code = [
      'import os, sys',
      'what = sys.stdin.read().strip()',
      'if what == "crash": print("before"); sys.stderr.write("why"); sys.exit(3)',
      'if what == "memory": x = [bytearray(1 << 20) for _ in range(1 << 20)]',
      'if what == "loop":',
      '    while True: pass',
      'if what == "flood":',
      '    while True: print("x" * 4096)',
      'print(sorted(os.listdir(".")), sorted(os.listdir("/tmp")))',
      'open("left", "w").write("x"); open("/tmp/left", "w").write("x")',
    ].join('\n');
    const cases = ['ok', 'crash', 'memory', 'loop', 'flood', 'ok'].map((stdin) => ({
      stdin,
      expected: "['main.py'] []",
    }));
    const { verdicts, results } = await runTests(service, {
      language: 'python',
      code,
      suite: { kind: 'stdio', cases },
      limits: { timeMs: 1500, memoryBytes: 64 << 20, outputBytes: 64 << 10 },
    });
    expect(verdicts).toEqual([
      'accepted',
      'runtime_error',
      'memory_limit',
      'time_limit',
      'output_limit',
      'accepted',
    ]);
    expect(results[1]?.detail?.actual).toBe('before\n');
    expect(results[1]?.detail?.message).toMatch(/^why\n.*exit code 3/);
    expect(results[4]?.detail?.actual).toMatch(/cut here/);
  });
});

describe('TypeScript', () => {
  test('a function needs no export, other files are imported, and errors name the lines as they were written', async () => {
    const files = {
      'main.ts': [
        'import { double } from "./lib/double";',
        'interface Pair { left: number; right: number }',
        '',
        'function addUp(pair: Pair, fail: boolean): number {',
        '  if (fail) throw new Error("no");',
        '  return double(pair.left) + double(pair.right);',
        '}',
      ].join('\n'),
      'lib/double.ts':
        'export const double = (x: number): number => x * 2;\nfunction addUp() { return -1; }\n',
    };
    const cases = [
      { input: [{ left: 1, right: 2 }, false], expected: 6 },
      { input: [{ left: 1, right: 2 }, true], expected: 6 },
    ];
    const spec: TestSpec = {
      language: 'typescript',
      code: files,
      suite: { kind: 'function', function: 'add_up', cases },
    };
    for (const attempt of ['compiled now', 'from the cache']) {
      const { verdicts, results } = await runTests(service, spec);
      expect([attempt, ...verdicts]).toEqual([attempt, 'accepted', 'runtime_error']);
      expect(results[1]?.detail?.message).toMatch(/Error: no\n.*main\.ts:5/);
    }
  });

  test('what does not compile is said as it was written, and no case is tried', async () => {
    const { events, output, summary } = await runTests(service, {
      language: 'typescript',
      code: 'function solve(x: number) {\n  return x +;\n',
      suite: { kind: 'function', function: 'solve', cases: [{ input: [1], expected: 1 }] },
    });
    expect(output).toMatch(/main\.ts:2/);
    expect(output).not.toMatch(/interlace/);
    expect(summary).toMatchObject({ verdict: 'compile_error', passed: 0, total: 1, score: 0 });
    expect(events.map(({ type }) => type)).toEqual(['start', 'output', 'done']);
  });
});

describe('what JavaScript and Python mean by a value', () => {
  const suite = (expected: unknown) => ({
    kind: 'function',
    function: 'solve',
    cases: [{ input: [], expected }],
  });

  test.each([
    ['{1, 3, 2}', [1, 2, 3]],
    ['(1, 2)', [1, 2]],
    ['{"a": (1,), 2: None}', { a: [1], '2': null }],
    ['range(3)', [0, 1, 2]],
    ['(x * x for x in range(3))', [0, 1, 4]],
    ['1.0', 1],
    ['collections.Counter("aab")', { a: 2, b: 1 }],
    ['D(1, [2])', { x: 1, y: [2] }],
    ['fractions.Fraction(1, 2)', 0.5],
  ])('Python: %s is %j', async (value, expected) => {
    const code = `import collections, dataclasses, fractions\n@dataclasses.dataclass\nclass D:\n    x: int\n    y: list\ndef solve():\n    return ${value}`;
    const { verdicts } = await runTests(service, { language: 'python', code, suite: suite(expected) });
    expect(verdicts).toEqual(['accepted']);
  });

  test.each([
    ['new Set([1, 2])', [1, 2]],
    ['new Map([["a", 1], [2, undefined]])', { a: 1, '2': null }],
    ['new Map([[[1], 2]])', [[[1], 2]]],
    ['new Float64Array([1, 2.5])', [1, 2.5]],
    ['12n', 12],
    ['undefined', null],
    ['({ a: undefined, b: 1 })', { b: 1 }],
    ['new Date(0)', '1970-01-01T00:00:00.000Z'],
  ])('JavaScript: %s is %j', async (value, expected) => {
    const code = `export default { solve() { return ${value}; } };`;
    const { verdicts } = await runTests(service, { language: 'javascript', code, suite: suite(expected) });
    expect(verdicts).toEqual(['accepted']);
  });

  test('NaN and infinity are shown and equal to nothing', async () => {
    const code = 'def solve():\n    return [float("nan"), float("-inf")]';
    const { verdicts, results } = await runTests(service, {
      language: 'python',
      code,
      suite: suite([null, null]),
    });
    expect(verdicts).toEqual(['wrong_answer']);
    expect(results[0]?.detail?.actual).toBe('[NaN,-Infinity]');
  });

  test.each([
    [
      'python',
      'if __name__ == "__main__":\n    raise SystemExit(1)\nclass Solution:\n    def __init__(self): self.n = 0\n    def count(self):\n        self.n += 1\n        return self.n',
    ],
    [
      'javascript',
      'if (require.main === module) process.exit(1);\nclass Solution { n = 0; count() { return ++this.n; } }',
    ],
    ['typescript', 'class Solution { n = 0; count(): number { return ++this.n; } }'],
  ] as const)(
    '%s: a method is called on a new Solution each time, and the main part does not run',
    async (language, code) => {
      const cases = [1, 2].map(() => ({ input: [], expected: 1 }));
      const { verdicts } = await runTests(service, {
        language,
        code,
        suite: { kind: 'function', function: 'count', cases },
      });
      expect(verdicts).toEqual(['accepted', 'accepted']);
    },
  );

  test.each(['javascript', 'python'] as const)(
    '%s: reading stdin finds its end, not our lines',
    async (language) => {
      const code =
        language === 'python'
          ? 'import sys\ntext = sys.stdin.read()\ndef solve():\n    return text + sys.stdin.read()'
          : 'const fs = require("fs");\nconst text = fs.readFileSync(0, "utf8");\nexports.solve = () => text + fs.readFileSync("/dev/stdin", "utf8");';
      const { verdicts } = await runTests(service, { language, code, suite: suite('') });
      expect(verdicts).toEqual(['accepted']);
    },
  );
});

describe('a checker', () => {
  const cases = [
    { input: [10], expected: null },
    { input: [15], expected: null },
  ];
  const code = 'def divisor(n):\n    print("candidate")\n    return 5 if n == 15 else 4';
  const check = (source: string, language = 'python') => ({
    kind: 'function',
    function: 'divisor',
    comparison: { type: 'checker', language, source },
    cases,
  });

  test.each([
    [
      'python',
      'def check(input, expected, actual):\n    return {"pass": input[0] % actual == 0, "message": f"{actual} was tried"}',
    ],
    [
      'javascript',
      'function check([n], expected, actual) { return { pass: n % actual === 0, message: actual + " was tried" }; }',
    ],
  ])('in %s decides, and its words are shown', async (language, source) => {
    const { verdicts, results } = await runTests(service, {
      language: 'python',
      code,
      suite: check(source, language),
    });
    expect(verdicts).toEqual(['wrong_answer', 'accepted']);
    expect(results[0]?.detail).toMatchObject({ message: '4 was tried', actual: '4', stdout: 'candidate\n' });
  });

  test.each([
    [
      'raises',
      'def check(input, expected, actual):\n    raise KeyError("secret source")',
      /line 2\).*KeyError/,
    ],
    ['answers nonsense', 'def check(input, expected, actual):\n    return "yes"', /must return true, false/],
    ['hangs', 'def check(input, expected, actual):\n    while True: pass', /longer than the limit/],
    ['ends', 'import os\ndef check(input, expected, actual):\n    os._exit(0)', /before it gave an answer/],
    ['does not load', 'def check(', /SyntaxError/],
  ])('that %s is nobody’s wrong answer', { timeout: 30_000 }, async (_what, source, words) => {
    const suite = { ...check(source), cases: cases.slice(0, 1) };
    const { verdicts, results, summary } = await runTests(service, { language: 'python', code, suite });
    expect(verdicts).toEqual(['internal']);
    expect(results[0]?.detail?.message).toMatch(words);
    expect(results[0]?.detail?.message).not.toMatch(/raise KeyError|Traceback/);
    expect(summary.verdict).toBe('internal');
  });

  test('judges printed text too, and one that failed is asked anew for the next', async () => {
    const source =
      'def check(stdin, expected, actual):\n    if stdin == "2": raise ValueError()\n    return actual.split() == [stdin] * 2';
    const { verdicts } = await runTests(service, {
      language: 'python',
      code: 's = input()\nprint(s)\nprint(s)',
      suite: {
        kind: 'stdio',
        comparison: { type: 'checker', language: 'python', source },
        cases: ['1', '2', '3'].map((stdin) => ({ stdin, expected: '' })),
      },
    });
    expect(verdicts).toEqual(['accepted', 'internal', 'accepted']);
  });

  test.each([
    [
      'javascript',
      'const check = (input, expected, actual) => Number.isNaN(actual[0]) && actual[1] === -Infinity;',
    ],
    ['python', 'import math\ndef check(i, e, a): return math.isnan(a[0]) and a[1] == -math.inf'],
  ])('in %s sees NaN and infinity as what they are', async (language, source) => {
    const suite = { ...check(source, language), cases: cases.slice(0, 1) };
    const code = 'def divisor(n):\n    return [float("nan"), float("-inf")]';
    expect((await runTests(service, { language: 'python', code, suite })).verdicts).toEqual(['accepted']);
  });

  test('never meets the candidate’s process', async () => {
    const spy =
      'import os\ndef divisor(n):\n    open("/tmp/mine", "w").write("x")\n    return [os.path.exists("/workspace/check.py"), os.listdir("/tmp")]';
    const source =
      'import os\ndef check(input, expected, actual):\n    return {"pass": actual == [False, ["mine"]], "message": str(sorted(os.listdir("/workspace")) + os.listdir("/tmp"))}';
    const { verdicts, results } = await runTests(service, {
      language: 'python',
      code: spy,
      suite: { ...check(source), cases: cases.slice(0, 1) },
    });
    expect(verdicts).toEqual(['accepted']);
    expect(results[0]?.detail?.message).toBe("['.interlace', 'check.py']");
  });
});

test('values in any order and within a tolerance', async () => {
  const suite = {
    kind: 'function',
    function: 'solve',
    comparison: { type: 'equal', anyOrder: true, tolerance: 1e-9 },
    cases: [
      { input: [[0.3, 1]], expected: [1, 0.1 + 0.2] },
      { input: [[1, 1]], expected: [1, 2] },
    ],
  };
  const { verdicts } = await runTests(service, {
    language: 'javascript',
    code: 'const solve = (x) => x;',
    suite,
  });
  expect(verdicts).toEqual(['accepted', 'wrong_answer']);
});

test('files that are in each other’s way are refused, not a verdict', async () => {
  const event = await readError({
    language: 'python',
    code: { 'main.py': 'x = 1', 'main.py/inner.py': 'x = 2' },
    suite: { kind: 'function', function: 'solve', cases: [{ input: [], expected: 1 }] },
  });
  expect(event).toMatchObject({ type: 'error', code: 'bad_request' });
});
