import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Service, startService, TOKEN, until } from './harness.ts';
import { measureLeftovers } from './host.ts';
import {
  buildTestBody,
  postTests,
  runTests,
  streamTests,
  type TestSpec,
  type WireTestEvent,
} from './judging.ts';

let service: Service;
beforeAll(async () => {
  service = await startService({ env: { SANDBOX_CONCURRENCY: '2' } });
});
afterAll(() => service.stop());

const PYTHON = `
import os, sys, time
calls = 0
def solve(kind, value):
    global calls
    calls += 1
    print("called", kind)
    if kind == "loop":
        while True: pass
    if kind == "raise":
        raise ValueError("boom")
    if kind == "exit":
        os._exit(0)
    if kind == "sys.exit":
        sys.exit(0)
    if kind == "memory":
        hog = [bytearray(1 << 20) for _ in range(1 << 20)]
    if kind == "forge":
        os.write(3, b'{"i": 99, "ok": true, "value": 1}\\nnot json\\n{"ready": true}\\n{"i": 7, "ok": true, "value": 5}\\n')
    if kind == "circular":
        ring = []; ring.append(ring)
        return ring
    if kind == "flood":
        while True: print("x" * 4096)
    if kind == "calls":
        return calls
    if kind == "mutate":
        value.append(99)
    return value
`;

const JAVASCRIPT = `
let calls = 0;
async function solve(kind, value) {
  calls += 1;
  console.log('called', kind);
  if (kind === 'loop') for (;;);
  if (kind === 'raise') throw new RangeError('boom');
  if (kind === 'exit') process.exit(0);
  if (kind === 'sys.exit') { setTimeout(() => { throw new Error('late'); }, 5); return new Promise(() => {}); }
  if (kind === 'memory') { const hog = []; for (;;) hog.push(Buffer.alloc(1 << 22, 1)); }
  if (kind === 'forge') require('fs').writeSync(3, '{"i":99,"ok":true,"value":1}\\nnot json\\n{"ready":true}\\n{"i":7,"ok":true,"value":5}\\n');
  if (kind === 'circular') { const ring = []; ring.push(ring); return ring; }
  if (kind === 'flood') for (;;) { try { require('fs').writeSync(1, 'x'.repeat(4096)); } catch {} }
  if (kind === 'calls') return calls;
  if (kind === 'mutate') value.push(99);
  return await new Promise((resolve) => setTimeout(resolve, 1, value));
}
`;

/** What each kind of behaviour must come to; the same for every language. */
const BEHAVIOURS: [kind: string, value: unknown, expected: unknown, verdict: string][] = [
  ['right', [1, 2], [1, 2], 'accepted'],
  ['wrong', [1, 2], [2, 1], 'wrong_answer'],
  ['loop', 0, 0, 'time_limit'],
  ['calls', 0, 1, 'accepted'],
  ['raise', 0, 0, 'runtime_error'],
  ['calls', 0, 3, 'accepted'],
  ['forge', 3, 3, 'accepted'],
  // The line for this case was sent before it was asked for: it must not count.
  ['after a forged answer', 4, 5, 'wrong_answer'],
  ['exit', 0, 0, 'runtime_error'],
  ['sys.exit', 0, 0, 'runtime_error'],
  ['memory', 0, 0, 'memory_limit'],
  ['circular', 0, 0, 'runtime_error'],
  ['flood', 0, 0, 'output_limit'],
  ['mutate', [1], [1, 99], 'accepted'],
  ['right', 7, 7, 'accepted'],
];

describe.each([
  ['python', PYTHON],
  ['javascript', JAVASCRIPT],
] as const)('%s', (language, code) => {
  test('gives every case its verdict and goes on after those that break the process', async () => {
    const cases = BEHAVIOURS.map(([kind, value, expected]) => ({ input: [kind, value], expected }));
    const spec: TestSpec = {
      language,
      code,
      suite: { kind: 'function', function: 'solve', cases },
      limits: { timeMs: 2000, memoryBytes: 128 << 20 },
    };
    const { events, results, verdicts, summary } = await runTests(service, spec);
    expect(verdicts).toEqual(BEHAVIOURS.map(([, , , verdict]) => verdict));
    expect(events[0]).toEqual({ type: 'start', total: cases.length });
    expect(results.map(({ index }) => index)).toEqual([...cases.keys()]);
    expect(summary).toMatchObject({ verdict: 'wrong_answer', passed: 6, total: cases.length });
    expect(summary.score).toBeCloseTo(6 / 15);

    // Prints belong to the case that made them.
    expect(results[0]?.detail).toEqual({
      input: '"right", [1,2]',
      expected: '[1,2]',
      actual: '[1,2]',
      stdout: 'called right\n',
      message: '',
    });
    expect(results[4]?.detail?.message).toMatch(/boom/);
    expect(results[4]?.detail?.message).toMatch(language === 'python' ? /main\.py", line 11/ : /main\.js:7:/);
    expect(results[4]?.detail?.message).not.toMatch(/interlace|node:/);
    expect(results[8]?.detail?.message).toMatch(/ended \(exit code 0\) before it gave an answer/);
    expect(results[11]?.detail?.message).toMatch(/circular/);
    expect(results[2]?.timeMs).toBeGreaterThanOrEqual(2000);
    expect(results[10]?.memoryBytes).toBeLessThanOrEqual(128 << 20);
    await until('nothing to be left', () => measureLeftovers(service).processes === 0);
  });

  test('a fresh process for each case knows nothing of the cases before', async () => {
    const cases = [1, 2, 3].map(() => ({ input: ['calls', 0], expected: 1 }));
    const suite = { kind: 'function', function: 'solve', cases };
    const fresh = await runTests(service, { language, code, suite, isolation: 'fresh' });
    expect(fresh.verdicts).toEqual(['accepted', 'accepted', 'accepted']);
    const shared = await runTests(service, { language, code, suite });
    expect(shared.verdicts).toEqual(['accepted', 'wrong_answer', 'wrong_answer']);
  });

  test('a program that does not load says why once, and no case is tried', async () => {
    const broken = language === 'python' ? 'x = 1\ndef solve(a:\n' : 'const x = 1;\nfunction solve(a {\n';
    const suite = {
      kind: 'function',
      function: 'solve',
      cases: Array.from({ length: 50 }, (_, i) => ({ input: [i], expected: i })),
    };
    const { output, verdicts, summary, results } = await runTests(service, { language, code: broken, suite });
    expect(output).toMatch(/did not load[\s\S]*SyntaxError/);
    expect(output).toMatch(language === 'python' ? /main\.py", line 2/ : /main\.js:2/);
    expect(output).not.toMatch(/interlace|node:|workspace/);
    expect(new Set(verdicts)).toEqual(new Set(['runtime_error']));
    expect(verdicts).toHaveLength(50);
    expect(summary).toMatchObject({ verdict: 'runtime_error', passed: 0, score: 0 });
    expect(results.every(({ timeMs }) => timeMs === 0)).toBe(true);
  });

  test('a function that is not there is named', async () => {
    const suite = { kind: 'function', function: 'twoSum', cases: [{ input: [], expected: 1 }] };
    const { output, verdicts } = await runTests(service, { language, code, suite });
    expect(output).toMatch(/has no function twoSum/);
    expect(verdicts).toEqual(['runtime_error']);
  });

  test('loading that never ends is a time limit for all, not one for each', async () => {
    const code = language === 'python' ? 'while True: pass' : 'for (;;);';
    const cases = Array.from({ length: 20 }, () => ({ input: [], expected: 1 }));
    const suite = { kind: 'function', function: 'solve', cases };
    const { verdicts } = await runTests(service, { language, code, suite, limits: { timeMs: 300 } });
    expect(verdicts).toHaveLength(20);
    expect(new Set(verdicts)).toEqual(new Set(['time_limit']));
  });
});

test('a visible case never shares a process with a hidden one that came before it', async () => {
  const code = 'seen = []\ndef solve(x):\n    print(seen)\n    seen.append(x)\n    return x';
  const cases = [
    { input: ['v1'], expected: 'v1' },
    { input: ['secret'], expected: 'secret', hidden: true, name: 'The hidden one' },
    { input: ['v2'], expected: 'v2' },
    { input: ['secret2'], expected: 'secret2', hidden: true },
  ];
  const { results } = await runTests(service, {
    language: 'python',
    code,
    suite: { kind: 'function', function: 'solve', cases },
  });
  expect(results.map(({ detail }) => detail?.stdout)).toEqual(['[]\n', '[]\n', "['v1']\n", "['secret']\n"]);
  expect(results.map(({ isHidden }) => isHidden)).toEqual([false, true, false, true]);
  expect(results[1]?.name).toBe('The hidden one');
});

test('weights make the score, and a case may have a time limit of its own', async () => {
  const code = 'import time\ndef solve(x):\n    time.sleep(x)\n    return x';
  const suite = {
    kind: 'function',
    function: 'solve',
    cases: [
      { input: [0], expected: 0, weight: 3 },
      { input: [5], expected: 5, weight: 1, timeMs: 200 },
    ],
  };
  const { verdicts, summary, results } = await runTests(service, { language: 'python', code, suite });
  expect(verdicts).toEqual(['accepted', 'time_limit']);
  expect(summary).toMatchObject({ verdict: 'time_limit', passed: 1, score: 0.75 });
  expect(results[1]?.detail?.message).toContain('200 ms');
  expect(summary.cpuMs).toBeGreaterThan(0);
  expect(summary.memoryBytes).toBeGreaterThan(1 << 20);
});

test('stopping in the middle keeps the results so far and says killed', async () => {
  const runId = randomUUID();
  const code = 'import time\ndef solve(x):\n    time.sleep(x)\n    return x';
  const cases = [
    { input: [0], expected: 0 },
    { input: [30], expected: 30 },
    { input: [0], expected: 0 },
  ];
  const events: WireTestEvent[] = [];
  const suite = { kind: 'function', function: 'solve', cases };
  for await (const event of streamTests(service, {
    language: 'python',
    code,
    suite,
    runId,
    limits: { timeMs: 60_000 },
  })) {
    events.push(event);
    if (event.type !== 'test_result') continue;
    await fetch(`${service.url}/v1/runs/${runId}`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${TOKEN}` },
    });
  }
  expect(events.map(({ type }) => type)).toEqual(['start', 'test_result', 'done']);
  expect(events.at(-1)).toMatchObject({ summary: { verdict: 'killed', passed: 1, total: 3 } });
  await until('nothing to be left', () => measureLeftovers(service).processes === 0);
});

test('tests end when whoever asked for them goes away', async () => {
  const gone = new AbortController();
  const suite = { kind: 'function', function: 'solve', cases: [{ input: [], expected: 1 }] };
  const stream = streamTests(service, { language: 'python', code: 'while True: pass', suite }, gone.signal);
  await stream.next();
  gone.abort();
  await until('no processes', () => measureLeftovers(service).processes === 0);
});

test('refuses tests that cannot be read, with the case that is wrong', async () => {
  const suite = {
    kind: 'function',
    function: 'solve',
    cases: [
      { input: [1], expected: 1 },
      { input: [1, 2], expected: 1 },
    ],
  };
  const response = await postTests(service, buildTestBody({ language: 'python', code: 'x = 1', suite }));
  expect(response.status).toBe(400);
  expect(await response.text()).toMatch(/cases\.1\.input[\s\S]*2 arguments where 1 are expected/);
});

test('says that a language has no functions to call', async () => {
  const suite = { kind: 'function', function: 'solve', cases: [{ input: [1], expected: 1 }] };
  const events: WireTestEvent[] = [];
  for await (const event of streamTests(service, { language: 'bash', code: 'true', suite }))
    events.push(event);
  expect(events.at(-1)).toMatchObject({ type: 'error', code: 'bad_request' });
});
