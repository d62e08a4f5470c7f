import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { chownSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { isRoot, makeDataDir, type Service, startService, until } from './harness.ts';
import { listClaimedIds } from './host.ts';
import { hasDisks, listImagesInUse } from './loop-devices.ts';
import { countLiving, readNames } from './processes.ts';
import { ask, openShell } from './room-line.ts';

// Each starts services, which prove themselves first.
vi.setConfig({ testTimeout: 120_000 });

const services: Service[] = [];
let dataDir: string;
beforeAll(() => {
  dataDir = makeDataDir();
});
afterEach(async () => {
  for (const service of services.splice(0)) await service.stop();
});
afterAll(() => rmSync(dataDir, { recursive: true }));

async function start(options: Parameters<typeof startService>[0] = { dataDir }): Promise<Service> {
  const started = await startService(options);
  services.push(started);
  return started;
}

async function kill(killed: Service): Promise<void> {
  process.kill(killed.pid, 'SIGKILL');
  await once(killed.child, 'exit');
}

test('a killed service leaves nothing running, and its workspaces resume with what was written', async () => {
  const killed = await start({ dataDir });
  const id = randomUUID();
  const line = await openShell(killed, { 'main.py': 'print(1)\n' }, id);
  await line.run('echo kept > kept.txt; sync kept.txt; sleep 400 & setsid sleep 400 &');
  line.type('i=0; while :; do echo $((i++)) > loop-$((i % 50)); echo x >> grows.txt; done\n');
  await line.next('changed', ({ written }) => written.some(({ path }) => path === 'grows.txt'));
  // One that stands still must die as well.
  const frozen = await openShell(killed);
  await frozen.run('sleep 401 &');
  freezeTerminals(killed.pid);
  const users = listClaimedIds(killed.pid);
  expect(countLiving(users)).toBeGreaterThan(5);
  await kill(killed);
  await until('no process of the shell', () => countLiving(users) === 0, 3000);

  const next = await start({ dataDir });
  expect(listCgroupsOf(killed.pid)).toEqual([]);
  expect(readFileSync('/proc/self/mountinfo', 'utf8')).not.toMatch(new RegExp(`-${killed.pid}-\\d+/volumes`));
  const begun = performance.now();
  expect((await ask(next, 'PUT', `volumes/${id}`)).status).toBe(200);
  const resumed = performance.now() - begun;
  process.stdout.write(`resumed in ${resumed.toFixed(0)} ms\n`);
  const again = await openShell(next, { 'main.py': 'print(1)\n' }, id);
  expect(
    await again.run('cat kept.txt main.py; wc -l < grows.txt; touch mine && rm main.py && ls -l kept.txt'),
  ).toMatch(/kept\r\nprint\(1\)\r\n[1-9]\d*\r\n.*candidate candidate/s);
  await again.close();
  await next.stop();
  expect(listImagesInUse(dataDir)).toEqual([]);
});

test('a service that is told to end unmounts its disks, and frees their loop devices', async () => {
  const own = makeDataDir();
  const other = await start({ dataDir: own });
  const line = await openShell(other, { 'a.txt': 'a' });
  expect(await line.run('cat a.txt')).toContain('a');
  expect(listImagesInUse(own)).toHaveLength(hasDisks ? 1 : 0);
  await other.stop();
  expect(listImagesInUse(own)).toEqual([]);
  expect(listClaimedIds(other.pid)).toEqual([]);
  expect(line.closeCode).not.toBe(1006);
  rmSync(own, { recursive: true });
});

test('two services never have one workspace at the same time', async () => {
  const [service, other] = await Promise.all([start(), start()]);
  const id = randomUUID();
  const line = await openShell(service, {}, id);
  const refused = await ask(other, 'PUT', `volumes/${id}`);
  expect(refused.status).toBe(503);
  expect(await refused.text()).toContain('in use by another');
  expect(await line.run('echo mine')).toContain('mine');
  await ask(service, 'DELETE', `volumes/${id}`);
  expect((await ask(other, 'PUT', `volumes/${id}`)).status).toBe(200);
});

test.skipIf(!isRoot)(
  'without the right to mount, the size is looked at, and a terminal that is over it ends',
  async () => {
    const own = makeDataDir();
    const uid = 61_190;
    chownSync(own, uid, uid);
    const plain = await start({ dataDir: own, uid });
    const line = await openShell(plain, { 'a.txt': 'hello' });
    expect(await line.run('cat a.txt; jobs; stty size')).toMatch(/hello\S*24 80|hello[\s\S]*24 80/);
    line.type('for i in 1 2 3 4 5 6; do head -c 64000000 /dev/zero > f$i; done\n');
    expect(await line.next('trouble')).toMatchObject({ code: 'too_large' });
    await line.next('terminal-closed');
    await plain.stop();
    rmSync(own, { recursive: true });
  },
);

function listCgroupsOf(pid: number): string[] {
  return ['', ...readNames('/sys/fs/cgroup')].flatMap((controller) =>
    readNames(join('/sys/fs/cgroup', controller)).filter(
      (name) => name.startsWith('interlace-') && name.split('-')[2] === String(pid),
    ),
  );
}

/** Freezes the terminals of a service as it does itself, where the kernel has what that needs. */
function freezeTerminals(pid: number): void {
  for (const parent of ['/sys/fs/cgroup/unified', '/sys/fs/cgroup']) {
    const own = readNames(parent).filter(
      (name) => name.startsWith('interlace-') && name.split('-')[2] === String(pid),
    );
    for (const terminal of own.flatMap((name) =>
      readNames(join(parent, name)).map((job) => join(parent, name, job)),
    ))
      if (existsSync(join(terminal, 'cgroup.freeze'))) writeFileSync(join(terminal, 'cgroup.freeze'), '1');
  }
}
