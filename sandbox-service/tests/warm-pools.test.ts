import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Service, startService, TOKEN, until } from './harness.ts';
import { listClaimedIds } from './host.ts';
import { runTests, type TestSpec } from './judging.ts';
import { countLiving, listBelow } from './processes.ts';

let service: Service;
beforeEach(async () => {
  service = await startService({ env: { SANDBOX_WARM: '1', SANDBOX_CONCURRENCY: '2' } });
  await until('a full pool', isFull);
});
afterEach(() => service.stop());

/** Whether both kinds have a member that is ready. */
async function isFull(): Promise<boolean> {
  const response = await fetch(`${service.url}/metrics`, { headers: { authorization: `Bearer ${TOKEN}` } });
  return /^interlace_sandbox_warm_processes 2$/m.test(await response.text());
}

/** Harness processes below the service: those that wait, and those that work. */
function listWarm(): number[] {
  return listBelow(service.pid).filter((pid) =>
    /^(?:\/\S+\/)?(?:node|python)\S*\0.*\/\.interlace\/harness\./.test(readArguments(pid)),
  );
}

function readArguments(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return ''; // Gone since it was listed.
  }
}

const cases = [{ input: ['x'], expected: 'x' }];
const spec = (language: TestSpec['language'], code: string, more: Partial<TestSpec> = {}): TestSpec => ({
  language,
  code,
  suite: { kind: 'function', function: 'solve', cases },
  ...more,
});

const PLANT: [TestSpec['language'], string][] = [
  [
    'python',
    [
      'import builtins, os, sys, threading',
      'def solve(x):',
      '    for d in ("/tmp/", "/dev/shm/", "/workspace/", "/workspace/.interlace/"): open(d + "planted", "w").write(x)',
      '    open("/workspace/.interlace/harness.py", "w").write("")',
      '    builtins.planted = sys.planted = 1',
      '    os.environ["PLANTED"] = "1"',
      '    if os.fork() == 0: import time; time.sleep(60)',
      '    return x',
    ].join('\n'),
  ],
  [
    'javascript',
    [
      'const fs = require("fs");',
      'function solve(x) {',
      '  for (const d of ["/tmp/", "/dev/shm/", "/workspace/"]) fs.writeFileSync(d + "planted", x);',
      '  fs.writeFileSync("/workspace/.interlace/harness.cjs", "");',
      '  globalThis.planted = Array.prototype.planted = 1;',
      '  process.env.PLANTED = "1";',
      '  require("child_process").spawn("sleep", ["60"], { detached: true }).unref();',
      '  return x;',
      '}',
    ].join('\n'),
  ],
];
const LOOK: Record<string, string> = {
  python:
    'import builtins, os, sys\ndef solve(x):\n    found = [d for d in ("/tmp", "/dev/shm", "/workspace", "/workspace/.interlace") if "planted" in os.listdir(d)]\n    found += [hasattr(builtins, "planted"), "PLANTED" in os.environ, [p for p in os.listdir("/proc") if p.isdigit() and b"sleep" in open(f"/proc/{p}/cmdline", "rb").read()]]\n    return "x" if found == [False, False, []] else found',
  javascript:
    'const fs = require("fs");\nfunction solve(x) { const found = ["/tmp", "/dev/shm", "/workspace"].filter((d) => fs.readdirSync(d).includes("planted")); found.push("planted" in globalThis, "PLANTED" in process.env, "planted" in []); return found.join() === "false,false,false" ? x : found; }',
};

test.each(PLANT)(
  '%s: a warm process is used once, and nothing of one use is found by the next',
  async (language, plant) => {
    for (let round = 0; round < 3; round++) {
      const before = new Set(listWarm());
      const planted = await runTests(service, spec(language, plant));
      expect(planted.verdicts).toEqual(['accepted']);
      await until('the used one to be replaced', () => {
        const now = listWarm();
        return now.length === 2 && now.some((pid) => !before.has(pid));
      });
      const looked = await runTests(service, spec(language, LOOK[language] ?? ''));
      expect(looked.results[0]?.detail?.actual).toBe('"x"');
      await until('a full pool', isFull);
    }
  },
);

test('one who waits has no files, no environment and no name of anybody', () => {
  for (const pid of listWarm()) {
    const environment = readFileSync(`/proc/${pid}/environ`, 'utf8');
    expect(environment).not.toMatch(/SANDBOX|TOKEN|INTERLACE/);
    expect(readArguments(pid)).not.toMatch(/interview|session/);
  }
});

test('JavaScript and TypeScript share their warm processes', async () => {
  for (const [language, code] of [
    ['javascript', 'const solve = (x) => x;'],
    ['typescript', 'const solve = (x: string): string => x;'],
  ] as const) {
    const before = new Set(listWarm());
    expect((await runTests(service, spec(language, code))).verdicts).toEqual(['accepted']);
    const left = listWarm().filter((pid) => before.has(pid));
    expect(left).toHaveLength(1);
    await until('a full pool', isFull);
  }
});

test('tests with limits of their own start a process with those limits', async () => {
  const before = listWarm();
  const code = 'def solve(x):\n    hog = bytearray(100 << 20)\n    return x';
  const limits = { memoryBytes: 64 << 20 };
  expect((await runTests(service, spec('python', code, { limits }))).verdicts).toEqual(['memory_limit']);
  expect(listWarm()).toEqual(before);
});

test('a case with memory of its own takes no warm process, and one that names the default does', async () => {
  const before = listWarm();
  const code = 'def solve(x): return x';
  const run = async (memoryBytes: number) => {
    const suite = { kind: 'function', function: 'solve', cases: [{ input: [1], expected: 1, memoryBytes }] };
    expect((await runTests(service, spec('python', code, { suite }))).verdicts).toEqual(['accepted']);
    return listWarm().filter((pid) => before.includes(pid)).length;
  };
  expect(await run(512 << 20)).toBe(2);
  expect(await run(256 << 20)).toBe(1);
});

test('a warm process has the default limits', async () => {
  const code = 'def solve(x):\n    hog = bytearray(400 << 20)\n    return x';
  const { verdicts, results } = await runTests(service, spec('python', code));
  expect(verdicts).toEqual(['memory_limit']);
  expect(results[0]?.memoryBytes).toBeLessThanOrEqual(256 << 20);
});

test('one that dies while it waits is replaced, and nobody notices', async () => {
  const dead = listWarm();
  for (const pid of dead) process.kill(pid, 'SIGKILL');
  await until('two new ones', async () => (await isFull()) && !listWarm().some((pid) => dead.includes(pid)));
  const { verdicts } = await runTests(service, spec('python', 'def solve(x): return x'));
  expect(verdicts).toEqual(['accepted']);
  expect(service.readLog()).toBe('');
});

test('more tests at once than there are warm processes all run', async () => {
  const all = await Promise.all(
    Array.from({ length: 8 }, (_, i) =>
      runTests(
        service,
        i % 2 === 0
          ? spec('python', 'def solve(x): return x')
          : spec('javascript', 'exports.solve = (x) => x;'),
      ),
    ),
  );
  expect(all.flatMap(({ verdicts }) => verdicts)).toEqual(Array(8).fill('accepted'));
});

test('the pool ends with a service that is killed', async () => {
  const users = listClaimedIds(service.pid);
  expect(users.length).toBeGreaterThan(0);
  const waiting = listWarm();
  service.child.kill('SIGKILL');
  await until('no process of its users', () => countLiving(users) === 0);
  expect(waiting.filter((pid) => readArguments(pid) !== '')).toEqual([]);
});
