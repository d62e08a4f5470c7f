import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import {
  isRoot,
  makeDataDir,
  type RunSpec,
  run,
  type Service,
  startService,
  streamRun,
  until,
} from './harness.ts';
import { listCgroups, listClaimedIds, listStateDirs, measureLeftovers } from './host.ts';
import { countLiving } from './processes.ts';

const services: Service[] = [];
async function start(options: Parameters<typeof startService>[0] = {}): Promise<Service> {
  const service = await startService(options);
  services.push(service);
  return service;
}
const dataDirs: string[] = [];
function newDataDir(): string {
  const dataDir = makeDataDir();
  dataDirs.push(dataDir);
  return dataDir;
}
afterEach(async () => {
  for (const service of services.splice(0)) await service.stop();
  for (const dataDir of dataDirs.splice(0)) rmSync(dataDir, { recursive: true });
});

const SLEEPER: RunSpec = {
  language: 'python',
  code: 'import os, time\nfor _ in range(3):\n    if os.fork() == 0: break\nprint("awake", flush=True)\ntime.sleep(60)',
};

/** So many rounds later the service has made all places it will ever need, and its heap has its working size. */
const WARM_UP_ROUNDS = 25;

/** Starts a run that does not end by itself, waits until it prints, and leaves it alone. */
async function leaveRunning(service: Service): Promise<void> {
  const stream = streamRun(service, SLEEPER);
  for await (const event of { [Symbol.asyncIterator]: () => ({ next: () => stream.next() }) })
    if (event.type === 'output') break;
  // Its connection breaks with the service; nobody reads on.
  stream.next().catch(() => {});
}

test('a thousand runs leave no process, zombie, descriptor, cgroup, file, mount or memory behind', async () => {
  const service = await start();
  const programs: RunSpec[] = [
    { language: 'python', code: 'print(1)' },
    { language: 'bash', code: 'echo 1' },
    { language: 'python', code: 'import os\nif os.fork() == 0: os.setsid()\nopen("f", "w").write("x")' },
    { language: 'bash', code: 'sleep 5 & exit 1' },
    { language: 'python', code: 'while True: print("x" * 9999)', limits: { outputBytes: 1024 } },
    { language: 'bash', code: 'while :; do :; done', limits: { timeMs: 100 } },
    { language: 'bash', code: 'mkfifo p; ln -s / l; kill -9 $$' },
    { language: 'python', code: 'x = bytearray(64 << 20)', limits: { memoryBytes: 16 << 20 } },
  ];
  const runMany = async (rounds: number) => {
    for (let i = 0; i < rounds; i++) await Promise.all(programs.map((program) => run(service, program)));
  };
  await runMany(WARM_UP_ROUNDS);
  const before = await settle(service);
  const memory = readResidentBytes(service.pid);
  await runMany(1000 / programs.length);
  const after = await settle(service);
  expect(after).toEqual(before);
  expect(after).toMatchObject({ processes: 0, userProcesses: 0, zombies: 0, cgroups: 0 });
  // A heap breathes; what each run leaves for good adds up to more than that.
  expect(readResidentBytes(service.pid) - memory).toBeLessThan(32 * 1024 * 1024);
}, 180_000);

test('when the service is killed, no sandboxed process lives on, and the next start cleans up', async () => {
  const dataDir = newDataDir();
  const killed = await start({ dataDir });
  await leaveRunning(killed);
  const users = listClaimedIds(killed.pid);
  expect(measureLeftovers(killed).processes).toBeGreaterThanOrEqual(5);
  process.kill(killed.pid, 'SIGKILL');
  await once(killed.child, 'exit');
  await until('no sandboxed process', () => countLiving(users) === 0, 3000);

  const [left = ''] = listStateDirs(killed);
  expect(left).not.toBe('');
  const next = await start({ dataDir });
  expect(listStateDirs(killed)).toEqual([]);
  expect(listCgroups(killed.pid)).toEqual([]);
  expect(readFileSync('/proc/self/mountinfo', 'utf8')).not.toContain(left);
  expect((await run(next, { language: 'python', code: 'print(1)' })).stdout).toBe('1\n');
});

test('told to end, the service ends its programs, tells their listeners and removes all it had', async () => {
  const service = await start();
  const events: string[] = [];
  const listening = (async () => {
    for await (const event of streamRun(service, SLEEPER))
      events.push(event.type === 'ended' ? event.verdict : event.type);
  })();
  await until('output', () => events.includes('output'));
  const users = listClaimedIds(service.pid);
  const stateDirs = listStateDirs(service);
  expect(stateDirs).toHaveLength(1);
  service.child.kill('SIGTERM');
  await Promise.all([once(service.child, 'exit'), listening]);
  expect(service.child.exitCode).toBe(0);
  expect(events.at(-1)).toBe('killed');
  expect(countLiving(users)).toBe(0);
  expect(listCgroups(service.pid)).toEqual([]);
  expect(listClaimedIds(service.pid)).toEqual([]);
  expect(listStateDirs(service)).toEqual([]);
  expect(readFileSync('/proc/self/mountinfo', 'utf8')).not.toContain(stateDirs[0]);
});

test.skipIf(!isRoot)(
  'several services on one machine, even on one directory, have nothing in common',
  async () => {
    const dataDir = newDataDir();
    const [a, b] = await Promise.all([start({ dataDir }), start({ dataDir })]);
    const program: RunSpec = { language: 'python', code: 'import time; time.sleep(0.3); print("ok")' };
    const results = await Promise.all([a, b, a, b].map((service) => run(service, program)));
    expect(results.map(({ stdout }) => stdout)).toEqual(['ok\n', 'ok\n', 'ok\n', 'ok\n']);
    const idsOfA = listClaimedIds(a.pid);
    expect(idsOfA.length).toBeGreaterThan(0);
    expect(listClaimedIds(b.pid).filter((uid) => idsOfA.includes(uid))).toEqual([]);
    a.child.kill('SIGTERM');
    await once(a.child, 'exit');
    expect((await run(b, program)).stdout).toBe('ok\n');
  },
);

/** Memory that a process really has. */
function readResidentBytes(pid: number): number {
  return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024;
}

/** The measures once the last runs have been cleaned up and connections were closed. */
async function settle(service: Service) {
  let last = '';
  return until('measures that stay the same', async () => {
    const measured = measureLeftovers(service);
    const text = JSON.stringify(measured);
    const isSteady = text === last && measured.processes === 0;
    last = text;
    await new Promise((resolve) => setTimeout(resolve, 100));
    return isSteady ? measured : null;
  });
}
