import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeDataDir, type Service, startService, until } from './harness.ts';
import { hasDisks } from './loop-devices.ts';
import { ask, openRoom, openShell } from './room-line.ts';

let dataDir: string;
let service: Service;
beforeAll(async () => {
  dataDir = makeDataDir();
  service = await startService({ dataDir });
});
afterAll(async () => {
  await service.stop();
  rmSync(dataDir, { recursive: true });
});

test('a workspace is made, told about and removed', async () => {
  const id = randomUUID();
  expect((await ask(service, 'GET', `volumes/${id}`)).status).toBe(404);
  const made = await ask(service, 'PUT', `volumes/${id}`);
  expect(made.status).toBe(200);
  expect(await made.json()).toMatchObject({
    interviewId: id,
    limitBytes: 256 * 1024 * 1024,
    limitFiles: 16_384,
    isBounded: hasDisks,
  });
  const line = await openShell(service, {}, id);
  await line.run('head -c 5000000 /dev/zero > big; touch 1 2 3');
  const told = (await (await ask(service, 'GET', `volumes/${id}`)).json()) as {
    bytes: number;
    files: number;
  };
  expect(told.bytes).toBeGreaterThan(5_000_000);
  expect(told.bytes).toBeLessThan(8_000_000);
  expect(told.files).toBeGreaterThanOrEqual(4);
  expect(told.files).toBeLessThan(10);
  expect((await ask(service, 'DELETE', `volumes/${id}`)).status).toBe(204);
  await until('the line to close', () => line.closeCode === 4410);
  expect((await ask(service, 'GET', `volumes/${id}`)).status).toBe(404);
  expect(readdirSync(join(dataDir, 'sandbox/volumes')).filter((name) => name.startsWith(id))).toEqual([]);
});

test.each([
  ['PUT', 'volumes/not-a-uuid', undefined, 400],
  ['PUT', `volumes/..%2f..%2fetc`, undefined, 400],
  ['POST', `volumes/${randomUUID()}/restore`, { sha256: '../../etc/passwd' }, 400],
  ['POST', `volumes/${randomUUID()}/restore`, { sha256: 'a'.repeat(64) }, 404],
  ['POST', `volumes/${randomUUID()}/archive`, undefined, 404],
  ['POST', `volumes/${randomUUID()}/explode`, undefined, 404],
  ['DELETE', `volumes/${randomUUID()}`, undefined, 404],
  ['GET', `archives/${'a'.repeat(64)}`, undefined, 404],
  ['GET', 'archives/..%2fpasswd', undefined, 404],
])('%s %s is refused', async (method, path, body, status) => {
  expect((await ask(service, method, path, body)).status).toBe(status);
});

test.skipIf(!hasDisks)('a workspace holds so many bytes and so many files, and no more', async () => {
  const line = await openShell(service);
  const seen = await line.run(
    'for i in $(seq 6); do dd if=/dev/zero of=f$i bs=1M count=60 2>&1 | command grep "No space"; done; du -sm . | cut -f1',
  );
  expect(seen).toContain('No space left on device');
  const megabytes = Number(/\r\n(\d+)\r\n/.exec(seen)?.[1]);
  expect(megabytes).toBeGreaterThan(230);
  expect(megabytes).toBeLessThanOrEqual(256);
  await line.run('rm f*');
  const files = await line.run(
    `python3 -c "
import os
n = 0
try:
    while True: os.close(os.open(f'n{n}', os.O_CREAT)); n += 1
except OSError as e: print('made', n, e.strerror)"`,
  );
  expect(files).toContain('No space left on device');
  const made = Number(/made (\d+)/.exec(files)?.[1]);
  expect(made).toBeGreaterThan(16_000);
  expect(made).toBeLessThan(16_384);
  line.send({ type: 'terminal-close' });
  await line.close();
});

test('snapshots go back to what was, archives stay when the workspace goes', async () => {
  const id = randomUUID();
  const line = await openShell(service, { 'a.txt': 'one', 'b.txt': 'keep' }, id);
  await line.run(
    'mkdir -p d/e; echo deep > d/e/f.txt; ln -s f.txt d/e/link; ln -s /etc/passwd d/out; chmod +x a.txt',
  );
  const taken = await (await ask(service, 'POST', `volumes/${id}/snapshots`)).json();
  const { sha256 } = taken as { sha256: string };
  expect(taken).toMatchObject({ sha256: expect.stringMatching(/^[0-9a-f]{64}$/), files: 3 });
  expect(await (await ask(service, 'POST', `volumes/${id}/snapshots`)).json()).toMatchObject({ sha256 });
  expect(await line.run('echo goes on')).toContain('goes on');
  await line.run('echo two > a.txt; rm -r d; echo new > c.txt');
  await line.next('changed', ({ written }) => written.some(({ path }) => path === 'c.txt'));
  expect((await ask(service, 'POST', `volumes/${id}/restore`, { sha256 })).status).toBe(200);
  expect(await line.next('terminal-closed')).toMatchObject({ exitCode: null });
  const back = await line.next('changed', ({ removed }) => removed.includes('c.txt'));
  expect(back.written).toEqual([
    { path: 'a.txt', text: 'one' },
    { path: 'd/e/f.txt', text: 'deep\n' },
  ]);
  line.send({ type: 'terminal-open', size: { columns: 80, rows: 24 } });
  await line.next('terminal-opened', () => true, 1);
  expect(await line.run('cat d/e/link b.txt; ls -l a.txt d')).toMatch(/deep\r\nkeep.*-rwx/s);
  const list = await (await ask(service, 'GET', `volumes/${id}/snapshots`)).json();
  expect(list).toMatchObject({ snapshots: [{ sha256 }] });

  const archive = (await (await ask(service, 'POST', `volumes/${id}/archive`)).json()) as {
    sha256: string;
    bytes: number;
  };
  await ask(service, 'DELETE', `volumes/${id}`);
  expect((await ask(service, 'GET', `archives/${sha256}`)).status).toBe(
    archive.sha256 === sha256 ? 200 : 404,
  );
  const response = await ask(service, 'GET', `archives/${archive.sha256}`);
  const bytes = Buffer.from(await response.arrayBuffer());
  expect(bytes.length).toBe(archive.bytes);
  const names = execFileSync('tar', ['-tzf', '-'], { input: bytes }).toString();
  expect(names).toContain('d/e/f.txt');
  expect(names).not.toContain('d/out');
  expect((await ask(service, 'POST', `volumes/${id}/restore`, { sha256: archive.sha256 })).status).toBe(200);
  const again = await openRoom(service, {}, id);
  await again.next('changed', ({ written }) => written.some(({ path }) => path === 'b.txt'));
  await again.close();
});
