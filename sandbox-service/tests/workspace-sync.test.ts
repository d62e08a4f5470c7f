import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { type Service, startService, TOKEN, until } from './harness.ts';
import { openRoom, openShell, RoomLine } from './room-line.ts';

let service: Service;
const lines: RoomLine[] = [];
beforeAll(async () => {
  service = await startService();
});
afterEach(async () => {
  for (const line of lines.splice(0)) {
    if (line.socket.readyState === WebSocket.OPEN) line.send({ type: 'terminal-close' });
    await line.close();
  }
});
afterAll(() => service.stop());

function track(line: RoomLine): RoomLine {
  lines.push(line);
  return line;
}
const shell = async (files: Record<string, string> = {}, id?: string) =>
  track(await openShell(service, files, id));
const room = async (files: Record<string, string> = {}, id?: string) =>
  track(await openRoom(service, files, id));

/** All that a line was told about files, in one. */
function told(line: RoomLine) {
  const changes = line.all('changed');
  return {
    written: Object.fromEntries(
      changes.flatMap(({ written }) => written.map(({ path, text }) => [path, text])),
    ),
    removed: changes.flatMap(({ removed }) => removed),
    leftOut: changes.flatMap(({ leftOut }) => leftOut.map(({ path, reason }) => `${path} ${reason}`)).sort(),
  };
}

const writes = (path: string) => (event: { written: { path: string }[] }) =>
  event.written.some((file) => file.path === path);

/** Waits until whatever the service has noticed so far was told: it tells this file last. */
async function settled(line: RoomLine): Promise<void> {
  const path = `marker-${randomUUID()}`;
  await line.run(`echo > ${path}`);
  await line.next('changed', writes(path));
  await line.run(`rm ${path}`);
  await line.next('changed', ({ removed }) => removed.includes(path));
}

test('what programs write, change and remove is told, and soon', async () => {
  const line = await shell({ 'main.py': 'a = 1\n', 'old.txt': 'x' });
  const started = performance.now();
  line.type('echo "b = 2" >> main.py; mkdir -p src/deep; echo hi > src/deep/new.txt; rm old.txt\n');
  await line.next('changed', writes('src/deep/new.txt'));
  process.stdout.write(`change told after ${(performance.now() - started).toFixed(0)} ms\n`);
  await until('all of it', () => told(line).removed.length > 0 && 'main.py' in told(line).written);
  expect(told(line)).toEqual({
    written: { 'main.py': 'a = 1\nb = 2\n', 'src/deep/new.txt': 'hi\n' },
    removed: ['old.txt'],
    leftOut: [],
  });
});

test('what the room writes and removes is there for programs, and never comes back', async () => {
  const line = await shell({ 'a.txt': 'one', 'dir/b.txt': 'two', 'run.sh': '#!/bin/sh\necho run\n' });
  await line.run('chmod +x run.sh');
  for (let i = 0; i < 20; i++) line.send({ type: 'write', files: [{ path: 'a.txt', text: `version ${i}` }] });
  line.send({ type: 'write', files: [{ path: 'run.sh', text: '#!/bin/sh\necho still runs\n' }] });
  line.send({ type: 'remove', paths: ['dir/b.txt', 'never.txt'] });
  const seen = await line.run('cat a.txt; echo; ls; ./run.sh');
  expect(seen).toContain('version 19');
  expect(seen).toContain('still runs');
  expect(seen).not.toContain('dir');
  await settled(line);
  expect(Object.keys(told(line).written).filter((path) => !path.startsWith('marker'))).toEqual([]);
  expect(told(line).removed.filter((path) => !path.startsWith('marker'))).toEqual([]);
  expect(line.all('changed').at(-1)?.seen).toBe(23);
});

test('what is no text for the document is left out, each with a notice, once', async () => {
  const line = await shell({ 'plain.txt': 'plain' });
  await line.run(
    'head -c 100 /dev/urandom > random.bin; printf "a\\0b" > zero.bin; printf "\\xff\\xfe" > latin; ' +
      'head -c 300000 /dev/zero | tr "\\0" x > huge.txt; ln -s /etc/passwd link; mkfifo pipe; ln plain.txt twin; ' +
      'touch "trailing "; mkdir -p $(printf "n%.0s" $(seq 230)); echo ok > ok.txt',
  );
  await line.next('changed', writes('ok.txt'));
  await settled(line);
  await line.run('head -c 100 /dev/urandom > random.bin; touch huge.txt link pipe');
  await settled(line);
  expect(told(line).leftOut).toEqual([
    'huge.txt too_large',
    'latin binary',
    'link not_a_file',
    `${'n'.repeat(230)} bad_name`,
    'pipe not_a_file',
    'plain.txt not_a_file',
    'random.bin binary',
    'trailing  bad_name',
    'twin not_a_file',
    'zero.bin binary',
  ]);
  expect(told(line).removed.filter((path) => !path.startsWith('marker'))).toEqual([]);
});

test('packages, repositories, caches and what tools keep for themselves are no news', async () => {
  const line = await shell();
  await line.run(
    'for d in node_modules/x .git target __pycache__ .cache .interlace sub/node_modules; do mkdir -p $d; echo x > $d/f; done; ' +
      'echo x > .a.swp; echo x > b~; echo x > c.pyc; echo x > real.txt',
  );
  await settled(line);
  expect(Object.keys(told(line).written).filter((path) => !path.startsWith('marker'))).toEqual(['real.txt']);
  expect(told(line).leftOut).toEqual([]);
});

test('two thousand new files are a few messages, and the first ones arrive', async () => {
  const line = await shell({ 'main.py': 'x' });
  const cpuBefore = processorMs(service.pid);
  await line.run('mkdir many; cd many; for i in $(seq 2000); do echo $i > f$i; done; cd ..');
  await until('the notice', () => told(line).leftOut.length > 0);
  await sleep(1000);
  process.stdout.write(
    `2000 files: ${(processorMs(service.pid) - cpuBefore).toFixed(0)} ms of processor time\n`,
  );
  expect(Object.keys(told(line).written)).toHaveLength(199);
  expect(told(line).leftOut).toEqual(['many too_many']);
  expect(line.all('changed').length).toBeLessThan(30);
  await line.run('rm -r many');
  await until('their removal', () => told(line).removed.length === 199);
});

test('a program that writes all the time is told of now and then, not each time', async () => {
  const line = await shell();
  const before = processorMs(service.pid);
  // Written over and not emptied first: two looks that both met an empty file would see no change.
  line.type('timeout 3 bash -c "while :; do echo \\$RANDOM 1<> busy.txt; done"; echo "en""d"\n');
  await line.shows('\rend');
  const used = processorMs(service.pid) - before;
  expect(line.all('changed').length).toBeGreaterThan(3);
  expect(line.all('changed').length).toBeLessThan(60);
  expect(used).toBeLessThan(1500);
});

test('the room never writes, removes or reads through what a candidate planted', async () => {
  const line = await shell({ 'src/a.py': 'mine', 'src/b.py': 'mine', 'c.py': 'mine' });
  await line.run(
    'mkdir -p elsewhere/keep; echo keep > elsewhere/a.py; echo keep > elsewhere/b.py; rm -r src; ln -s elsewhere src; ' +
      'rm c.py; ln -s elsewhere/a.py c.py; ln -s /etc/passwd passwd; ln -s /proc/self/environ environ',
  );
  line.send({
    type: 'write',
    files: [
      { path: 'src/a.py', text: 'attack' },
      { path: 'c.py', text: 'attack' },
    ],
  });
  line.send({ type: 'remove', paths: ['src/b.py', 'c.py'] });
  line.send({ type: 'write', files: [{ path: 'elsewhere/new/ok.txt', text: 'fine' }] });
  const seen = await line.run('cat elsewhere/a.py elsewhere/b.py elsewhere/new/ok.txt; readlink src c.py');
  expect(seen).toMatch(/keep\r\nkeep\r\nfine/);
  expect(seen).toMatch(/elsewhere\r\nelsewhere\/a\.py/);
  await settled(line);
  const { written, leftOut } = told(line);
  expect(JSON.stringify(written)).not.toMatch(/root:|PATH=|attack/);
  expect(leftOut).toEqual(
    expect.arrayContaining(['c.py not_a_file', 'environ not_a_file', 'passwd not_a_file', 'src not_a_file']),
  );
});

test('a document and a workspace that were apart come together by what each side did', async () => {
  const id = randomUUID();
  const common = { 'same.txt': '0', 'by-room.txt': '0', 'by-program.txt': '0', 'both.txt': '0' };
  const first = await shell({ ...common, 'removed-by-room.txt': '0', 'removed-by-program.txt': '0' }, id);
  first.type(
    'sleep 0.5; echo 1 > by-program.txt; echo 1 > both.txt; echo 1 > new.txt; rm removed-by-program.txt\n',
  );
  await first.shows('sleep 0.5');
  await first.close();
  await sleep(1000);
  const second = await room(
    { ...common, 'by-room.txt': '2', 'both.txt': '2', 'removed-by-program.txt': '0' },
    id,
  );
  await second.next('changed', writes('new.txt'));
  expect(told(second)).toEqual({
    written: { 'by-program.txt': '1\n', 'new.txt': '1\n' },
    removed: ['removed-by-program.txt'],
    leftOut: [],
  });
  second.send({ type: 'terminal-open', size: { columns: 80, rows: 24 } });
  const seen = await second.run('tail -n +1 *.txt | cat');
  expect(seen).toMatch(/both.txt <==\s+2/);
  expect(seen).toMatch(/by-room.txt <==\s+2/);
  expect(seen).not.toContain('removed-by-');
});

test('what a room was told of and may not have taken is told again, and never removed', async () => {
  const id = randomUUID();
  const first = await shell({ 'a.txt': 'zero' }, id);
  await first.run('echo new > new.txt; echo one > a.txt');
  await first.next('changed', writes('new.txt'));
  await first.close();
  const second = await room({ 'a.txt': 'zero' }, id);
  await second.next('changed', writes('new.txt'));
  expect(told(second)).toEqual({
    written: { 'a.txt': 'one\n', 'new.txt': 'new\n' },
    removed: [],
    leftOut: [],
  });
});

test('a workspace that is full says so and takes files again when there is room', async () => {
  const line = await shell({ 'a.txt': 'a' });
  await line.run(
    'for i in 1 2 3 4 5; do head -c 64000000 /dev/zero > fill$i.bin; done 2>/dev/null; dd if=/dev/zero of=rest.bin bs=4k 2>/dev/null',
  );
  line.send({ type: 'write', files: [{ path: 'b.txt', text: 'b'.repeat(200_000) }] });
  expect(await line.next('trouble')).toMatchObject({
    code: 'too_large',
    message: expect.stringContaining('full'),
  });
  await line.run('rm *.bin');
  line.send({ type: 'write', files: [{ path: 'b.txt', text: 'b'.repeat(200_000) }] });
  expect(await line.run('wc -c b.txt')).toContain('200000 b.txt');
});

test('a new line of the room takes the place of the old one, and the shell goes on', async () => {
  const id = randomUUID();
  const first = await shell({}, id);
  await first.run('x=41');
  const second = await room({}, id);
  await until('the old line to close', () => first.closeCode !== null);
  expect(first.closeCode).toBe(4409);
  expect(await second.run('echo $((x + 1))')).toContain('42');
});

test('a line needs the service token, an interview id, and `open` first', async () => {
  const attempt = async (id: string, headers: Record<string, string>) => {
    const line = new RoomLine(service.url, id, headers);
    const status = await new Promise<number | undefined>((resolve) => {
      line.socket.on('unexpected-response', (_request, response) => resolve(response.statusCode));
      line.socket.on('open', () => resolve(101));
    });
    return { line, status };
  };
  const authorization = `Bearer ${TOKEN}`;
  expect((await attempt(randomUUID(), {})).status).toBe(401);
  expect((await attempt(randomUUID(), { authorization: 'Bearer wrong' })).status).toBe(401);
  expect((await attempt('..%2f..%2fetc', { authorization })).status).toBe(400);
  const { line } = await attempt(randomUUID(), { authorization });
  line.send({ type: 'terminal-input', data: 'x' });
  await until('the line to close', () => line.closeCode !== null);
  expect(line.closeCode).toBe(4400);
});

function processorMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}
