import { once } from 'node:events';
import { readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findExecutable } from '../tools.ts';
import { type Baseline, expectContained, measureBaseline } from './containment.ts';
import { type Exploit, readExploits } from './exploit.ts';
import {
  isRoot,
  makeDataDir,
  type RunSpec,
  run,
  type Service,
  SYSTEM_PATH,
  startService,
  streamRun,
  TOKEN,
  until,
} from './harness.ts';
import { type Canaries, listCgroups, listStateDirs, openCanaries } from './host.ts';
import { runTests, streamTests } from './judging.ts';

const isPresent = findExecutable('runsc', SYSTEM_PATH.split(':')) !== null;
const SECRET_NAME = 'SECRET_OF_THE_SERVICE';
const env = { SANDBOX_DRIVER: 'gvisor', SANDBOX_CONCURRENCY: '1', [SECRET_NAME]: 'do-not-tell' };

/** What does not depend on which kernel refuses it: the host must not be reached, read or written. */
const EXPLOITS = [
  'network-tcp.py',
  'network-udp.py',
  'network-local.py',
  'read-host-files.py',
  'read-environment.py',
  'plant-symlinks.py',
  'daemons.py',
  'output-flood.py',
  'ignore-signals.py',
  'stop-itself.py',
  'memory-bomb.py',
  'fork-bomb.py',
];

describe.skipIf(!isRoot || !isPresent)('gVisor, where runsc is installed and the tests run as root', () => {
  let service: Service;
  let canaries: Canaries;
  let baseline: Baseline;
  beforeAll(async () => {
    service = await startService({ env });
    canaries = await openCanaries(service, SECRET_NAME);
    baseline = await measureBaseline(service);
  });
  afterAll(async () => {
    canaries.close();
    await service.stop();
  });

  test('passes the self-test, which says where a kernel of its own differs', async () => {
    const doctor = await fetch(`${service.url}/doctor`, { headers: { authorization: `Bearer ${TOKEN}` } });
    const report = (await doctor.json()) as {
      checks: { name: string; isPassed: boolean }[];
      machine: unknown;
    };
    expect(report.machine).toMatchObject({ driver: 'gvisor', limitsEnforcedByKernel: true });
    expect(report.checks.length).toBeGreaterThanOrEqual(12);
    expect(report.checks.filter(({ isPassed }) => !isPassed)).toEqual([]);
    expect(report.checks.map(({ name }) => name)).toContain('kernel of its own, no seccomp filter');
  });

  test.each<[string, RunSpec, string, string]>([
    ['Python', { language: 'python', code: 'print(input()[::-1])', stdin: 'olleh' }, 'accepted', 'hello\n'],
    [
      'C, compiled in the sandbox',
      { language: 'c', code: '#include <stdio.h>\nint main(void) { puts("hello"); }' },
      'accepted',
      'hello\n',
    ],
    ['an exit code', { language: 'python', code: 'raise SystemExit(3)' }, 'runtime_error', ''],
    ['a broken C program', { language: 'c', code: 'int main(void) { return x; }' }, 'compile_error', ''],
    ['a loop', { language: 'python', code: 'while True: pass', limits: { timeMs: 1500 } }, 'time_limit', ''],
    [
      'a file that is too large, and a full workspace',
      {
        language: 'python',
        code: 'try:\n    for n in range(100):\n        with open(f"f{n}", "wb", buffering=0) as f:\n            for _ in range(16): f.write(bytes(1 << 20))\nexcept OSError as e: print(e.strerror)',
        limits: { memoryBytes: 256 << 20 },
      },
      'accepted',
      'No space left on device\n',
    ],
  ])('runs %s', async (_name, spec, verdict, printed) => {
    const { end, events, stdout, stderr } = await run(service, spec);
    expect([end.verdict, stdout], stderr.slice(0, 500)).toEqual([verdict, printed]);
    await expectContained({ service, canaries, baseline, events });
  });

  test('judges by stdin and stdout, and refuses tests of functions with no blame on the program', async () => {
    const cases = [{ stdin: '6 3', expected: '2' }];
    const code = 'a, b = map(int, input().split())\nprint(a // b)';
    const judged = await runTests(service, { language: 'python', code, suite: { kind: 'stdio', cases } });
    expect(judged.summary).toMatchObject({ verdict: 'accepted', passed: 1 });
    const suite = { kind: 'function', function: 'f', cases: [{ input: [1], expected: 1 }] };
    const types: string[] = [];
    for await (const event of streamTests(service, { language: 'python', code: 'def f(x): return x', suite }))
      types.push(event.type);
    expect(types.at(-1)).toBe('error');
    expect(types).not.toContain('test_result');
  });

  const exploits = readExploits().filter(({ name }) => EXPLOITS.includes(name));
  test.each(exploits.map((exploit) => [exploit.name, exploit] as const))(
    'contains %s',
    async (name, { spec, expected, prints, tries }: Exploit) => {
      const stdin = JSON.stringify(canaries.facts);
      const { end, events, stdout } = await run(service, { ...spec, stdin });
      // gVisor's own bookkeeping of processes is memory and threads of the sandbox: a fork bomb may run out of either
      // before its time is up, and without threads that kernel ends, with an exit code of its own.
      const orItsKernel = name === 'fork-bomb.py' ? ['memory_limit', 'runtime_error'] : [];
      expect([...expected, ...orItsKernel], tries).toContain(end.verdict);
      if (prints) expect(stdout).toMatch(prints);
      expect(stdout).not.toContain('do-not-tell');
      await expectContained({ service, canaries, baseline, events });
    },
  );
});

test.skipIf(!isRoot || !isPresent)(
  'when the service is killed, gVisor and the programs on it end too, and the next start cleans up',
  async () => {
    const dataDir = makeDataDir();
    const killed = await startService({ env, dataDir });
    const code = 'import os, time\nos.fork()\nprint("awake", flush=True)\ntime.sleep(60)';
    const stream = streamRun(killed, { language: 'python', code });
    for await (const event of { [Symbol.asyncIterator]: () => ({ next: () => stream.next() }) })
      if (event.type === 'output') break;
    stream.next().catch(() => {}); // Its connection breaks with the service; nobody reads on.
    const cgroups = listCgroups(killed.pid);
    const countProcesses = () =>
      cgroups.flatMap((path) => readFileSync(join(path, 'cgroup.procs'), 'utf8').match(/\d+/g) ?? []).length;
    expect(countProcesses()).toBeGreaterThan(2);
    process.kill(killed.pid, 'SIGKILL');
    await once(killed.child, 'exit');
    await until('no process of the program', () => countProcesses() === 0);
    const next = await startService({ env, dataDir });
    try {
      expect(listCgroups(killed.pid)).toEqual([]);
      expect(listStateDirs(killed)).toEqual([]);
      expect((await run(next, { language: 'python', code: 'print(1)' })).stdout).toBe('1\n');
    } finally {
      await next.stop();
      rmSync(dataDir, { recursive: true });
    }
  },
  90_000,
);

test('when gVisor was asked for and is missing, the service runs nothing and says what to install', async () => {
  const tools = makeDataDir();
  symlinkSync('/usr/bin/bash', join(tools, 'bash'));
  const broken = await startService({ env: { ...env, PATH: tools } });
  try {
    const health = await fetch(`${broken.url}/healthz`);
    expect(health.status).toBe(503);
    expect(await health.json()).toMatchObject({
      reason: expect.stringMatching(isRoot ? /runsc is not installed.*apt-get install runsc/ : /needs root/),
    });
  } finally {
    await broken.stop();
    rmSync(tools, { recursive: true });
  }
});
