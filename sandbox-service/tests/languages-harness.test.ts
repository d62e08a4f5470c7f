import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TYPED_PROGRAMS } from './cases/typed-programs.ts';
import type { Service } from './harness.ts';
import { runTests } from './judging.ts';
import { CACHES_TIME, startWithCaches } from './toolchains.ts';

let service: Service;
beforeAll(async () => {
  service = await startWithCaches();
}, CACHES_TIME);
afterAll(() => service.stop());

const TWO_SUM = {
  kind: 'function',
  function: 'two_sum',
  cases: [
    { input: [[2, 7, 11, 15], 9], expected: [0, 1] },
    { input: [[], 0], expected: [] },
    { input: [[1], 100], expected: [] },
    { input: [[1, 2], 3], expected: [1, 0] },
    { input: [[1], 101], expected: [], timeMs: 300 },
    { input: [[3, 3], 6], expected: [0, 1] },
    { input: [[1], 102], expected: [] },
    { input: [[-1, 1], 0], expected: [0, 1] },
  ],
};

const MIX = {
  kind: 'function',
  function: 'mix',
  comparison: { type: 'equal', tolerance: 1e-9 },
  cases: [
    {
      input: [-5, 3_000_000_000, 0.5, true, 'a b', ['x', ''], [[1.5, 2], []]],
      expected: [[1.5, 2], [], [2_999_999_995.5, 1, 3, 2]],
    },
    { input: [1, 2, 3, false, '', [], []], expected: [[6, 0, 0, 0]] },
  ],
};

const TEXTS = ['', ' ', 'a b', '100%', '%41', 'tab\tline\nend', '"\\', 'żółw 🐢 𝒳', '\u0001'];
const ECHO = {
  kind: 'function',
  function: 'echo',
  cases: [{ input: [TEXTS], expected: TEXTS }],
};

describe.concurrent.each(TYPED_PROGRAMS)('$language', ({ language, code, error, mismatch }) => {
  test('calls a function case by case, and goes on after one that fails', async () => {
    const { results, verdicts, output } = await runTests(service, { language, code, suite: TWO_SUM });
    expect({ verdicts, output }).toEqual({
      verdicts: [
        ...['accepted', 'accepted', 'runtime_error', 'wrong_answer'],
        ...['time_limit', 'accepted', 'runtime_error', 'accepted'],
      ],
      output: '',
    });
    expect(results[2]?.detail?.message).toMatch(error);
    expect(results[3]?.detail?.actual).toBe('[0,1]');
    for (const { detail } of results) expect(detail?.stdout).toMatch(/^looking\n/);
  });

  test('gives and takes values of all types', async () => {
    const { results } = await runTests(service, { language, code, suite: MIX });
    expect(results.map(({ verdict, detail }) => [verdict, detail?.message])).toEqual([
      ['accepted', ''],
      ['accepted', ''],
    ]);
  });

  test('gives and takes text as it is', async () => {
    const { results } = await runTests(service, { language, code, suite: ECHO });
    expect(JSON.parse(results[0]?.detail?.actual ?? 'null')).toEqual(TEXTS);
    expect(results[0]?.verdict).toBe('accepted');
  });

  test('reports an error of the candidate’s with its own line', async () => {
    const broken = code.replace('main() {', 'main() { @@');
    const { summary, output } = await runTests(service, {
      language,
      code: broken === code ? code.replace('class Main {', 'class Main { @@') : broken,
      suite: ECHO,
    });
    expect(summary.verdict).toBe('compile_error');
    expect(output).toMatch(/\b(?:Main|main)\.\w+:\d+/);
    expect(output).not.toMatch(/interlace/i);
  });

  test('says when there is no such function, or its parameters are others', async () => {
    const missing = { ...ECHO, function: 'nowhere' };
    await expect(runTests(service, { language, code, suite: missing })).rejects.toThrow(
      /has no (function|method) nowhere/,
    );
    const wrong = { ...ECHO, cases: [{ input: ['text'], expected: 1 }] };
    const { results, output, summary } = await runTests(service, { language, code, suite: wrong });
    expect(summary.verdict).toBe(mismatch.verdict);
    expect(results[0]?.detail?.message ?? output).toMatch(mismatch.message);
    expect(output).not.toMatch(/interlace/i);
  });
});
