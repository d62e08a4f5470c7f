import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Supervisor } from './supervisor.ts';

let folder = '';
let lines: string[] = [];
let supervisor: Supervisor;

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'supervisor-'));
  lines = [];
  supervisor = new Supervisor((name, line) => lines.push(`${name}: ${line}`));
});
afterEach(async () => {
  await supervisor.stop();
  fs.rmSync(folder, { recursive: true });
});

function write(name: string, source: string): string {
  const file = path.join(folder, name);
  fs.writeFileSync(file, source);
  return file;
}

const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

test('a service is started when it says that it is ready', async () => {
  const file = write(
    's.mjs',
    "console.log('hello'); console.log('ready http://x'); setInterval(() => {}, 1000);",
  );
  await supervisor.start({ name: 'web', args: [file], env: { NODE_ENV: 'test' } });
  expect(lines).toEqual(['web: hello']);
});

test('a service that ends before it is ready is an error that names it', async () => {
  const file = write('s.mjs', 'process.exit(3);');
  await expect(supervisor.start({ name: 'web', args: [file], env: { NODE_ENV: 'test' } })).rejects.toThrow(
    'web ended before it was ready (exit code 3).',
  );
});

test('a service killed in the middle is started again', async () => {
  const pids = path.join(folder, 'pids');
  const file = write(
    's.mjs',
    `import fs from 'node:fs'; fs.appendFileSync(${JSON.stringify(pids)}, process.pid + '\\n'); console.log('ready x'); setInterval(() => {}, 1000);`,
  );
  await supervisor.start({ name: 'web', args: [file], env: { NODE_ENV: 'test' } });
  const starts = () => fs.readFileSync(pids, 'utf8').trim().split('\n').map(Number);
  process.kill(starts()[0] ?? 0, 'SIGKILL');
  await expect.poll(() => starts().length, { timeout: 10_000 }).toBe(2);
  expect(lines.some((line) => line.includes('ended (SIGKILL); starting it again'))).toBe(true);
});

test('stopping ends a service that ignores the request, and its children', async () => {
  const pids = path.join(folder, 'pids');
  const file = write(
    's.mjs',
    `import fs from 'node:fs'; import { spawn } from 'node:child_process';
     process.on('SIGTERM', () => {});
     const child = spawn('sleep', ['1000'], { stdio: 'ignore' });
     fs.writeFileSync(${JSON.stringify(pids)}, process.pid + ' ' + child.pid);
     console.log('ready x'); setInterval(() => {}, 1000);`,
  );
  await supervisor.start({ name: 'web', args: [file], env: { NODE_ENV: 'test', PATH: '/usr/bin:/bin' } });
  const [parent = 0, child = 0] = fs.readFileSync(pids, 'utf8').split(' ').map(Number);
  await supervisor.stop();
  await expect.poll(() => isAlive(parent) || isAlive(child), { timeout: 5000 }).toBe(false);
}, 20_000);
