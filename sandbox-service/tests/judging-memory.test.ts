import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Service, startService, until } from './harness.ts';
import { measureLeftovers } from './host.ts';
import { buildTestBody, postTests, runTests, type TestSpec } from './judging.ts';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

const MB = 1 << 20;

/** `hold(mb)` uses so much memory in the way that the runtime itself keeps count of, and gives `mb` back. */
const FUNCTIONS: [TestSpec['language'], string][] = [
  ['python', 'def hold(mb):\n    held = b"x" * (mb << 20)\n    return len(held) >> 20'],
  [
    'javascript',
    'function hold(mb) { const held = Array.from({ length: mb }, (_, i) => new Array(131072).fill(i)); return held.length; }',
  ],
  [
    'java',
    'class Solution { int hold(int mb) { byte[][] held = new byte[mb][]; for (int i = 0; i < mb; i++) held[i] = new byte[1 << 20]; return held.length; } }',
  ],
];

/** The same as a program that reads how much. */
const PROGRAMS: [TestSpec['language'], string][] = [
  ['python', 'held = b"x" * (int(input()) << 20)\nprint(len(held) >> 20)'],
  [
    'javascript',
    'const held = Array.from({ length: Number(require("fs").readFileSync(0, "utf8")) }, (_, i) => new Array(131072).fill(i));\nconsole.log(held.length);',
  ],
  [
    'java',
    'class Main { public static void main(String[] args) { byte[][] held = new byte[new java.util.Scanner(System.in).nextInt()][]; for (int i = 0; i < held.length; i++) held[i] = new byte[1 << 20]; System.out.println(held.length); } }',
  ],
];

/** What is held, within which limit, and what comes of it. Every program has 256 MB unless the case says otherwise. */
const CASES: { mb: number; memoryBytes?: number; hidden?: boolean; verdict: string }[] = [
  { mb: 20, verdict: 'accepted' },
  { mb: 300, verdict: 'memory_limit' },
  { mb: 300, memoryBytes: 512 * MB, verdict: 'accepted' },
  { mb: 90, memoryBytes: 80 * MB, verdict: 'memory_limit' },
  { mb: 90, verdict: 'accepted' },
  { mb: 300, memoryBytes: 512 * MB, hidden: true, verdict: 'accepted' },
  { mb: 300, hidden: true, verdict: 'memory_limit' },
];

describe.each([
  ['function', FUNCTIONS],
  ['stdio', PROGRAMS],
] as const)('cases of the kind %s', (kind, codes) => {
  test.each(codes)('%s: each has its own memory limit, and the next goes on', async (language, code) => {
    const cases = CASES.map(({ mb, verdict: _, ...rest }) => ({
      ...rest,
      ...(kind === 'function' ? { input: [mb], expected: mb } : { stdin: `${mb}\n`, expected: `${mb}\n` }),
    }));
    const suite = kind === 'function' ? { kind, function: 'hold', cases } : { kind, cases };
    const { verdicts, results } = await runTests(service, { language, code, suite });
    expect(verdicts).toEqual(CASES.map(({ verdict }) => verdict));
    for (const [index, { memoryBytes = 256 * MB }] of CASES.entries())
      expect(results[index]?.memoryBytes).toBeLessThanOrEqual(memoryBytes);
    expect(results[2]?.memoryBytes).toBeGreaterThan(300 * MB);
    expect(results[1]?.detail?.message).toContain('It needed more memory than the limit of 256 MB.');
    expect(results[3]?.detail?.message).toContain('It needed more memory than the limit of 80 MB.');
    await until('nothing to be left', () => measureLeftovers(service).processes === 0);
  });
});

test('a case may have less memory than a program needs to load, which the others do not feel', async () => {
  const { verdicts, output, results } = await runTests(service, {
    language: 'python',
    code: 'held = b"x" * (100 << 20)\ndef solve(x):\n    return x',
    suite: {
      kind: 'function',
      function: 'solve',
      cases: [
        { input: [1], expected: 1 },
        { input: [2], expected: 2, memoryBytes: 64 * MB },
        { input: [3], expected: 3 },
      ],
    },
  });
  expect(verdicts).toEqual(['accepted', 'memory_limit', 'accepted']);
  expect(output).toBe('The program did not load.\nIt needed more memory than the limit of 64 MB.\n');
  expect(results[1]?.detail?.message).toBe('The program did not load within the memory of this case.');
});

test('cases with the same limit share a process, and cases with another never meet it', async () => {
  const code = 'seen = []\ndef solve(x):\n    seen.append(x)\n    return seen';
  const cases = [
    { input: ['a'], expected: ['a'] },
    { input: ['b'], expected: ['b'], memoryBytes: 128 * MB },
    { input: ['c'], expected: ['b', 'c'], memoryBytes: 128 * MB },
    { input: ['d'], expected: ['d'], memoryBytes: 256 * MB },
    { input: ['e'], expected: ['d', 'e'] },
  ];
  const suite = { kind: 'function', function: 'solve', cases };
  const { verdicts } = await runTests(service, { language: 'python', code, suite });
  expect(verdicts).toEqual(cases.map(() => 'accepted'));
});

test('a case with more memory than the service allows is refused with its place and what may be', async () => {
  const suite = { kind: 'stdio', cases: [{ stdin: '', expected: '', memoryBytes: 1024 * MB + 1 }] };
  const response = await postTests(service, buildTestBody({ language: 'python', code: 'pass', suite }));
  expect(response.status).toBe(400);
  expect(await response.text()).toMatch(/cases\.0\.memoryBytes[\s\S]*to 1073741824 bytes \(1 GB\) of memory/);
});
