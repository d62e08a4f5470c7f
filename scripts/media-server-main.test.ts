import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startCalls } from './calls.ts';
import { getVariable } from './env.ts';
import { choosePort } from './ports.ts';
import { Supervisor } from './supervisor.ts';

let folder = '';
let supervisor: Supervisor;
const lines: string[] = [];
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'media-main-'));
  lines.length = 0;
  supervisor = new Supervisor((name, line) => lines.push(`${name}: ${line}`));
});
afterEach(async () => {
  await supervisor.stop();
  fs.rmSync(folder, { recursive: true });
});

/** A media server that answers after a moment, and waits for people in calls when it is asked to end. */
function writeServer(port: number): string {
  const file = path.join(folder, 'livekit-server');
  const source = `#!${process.execPath}
    const http = require('node:http');
    console.log('config ' + process.argv[3]);
    require('node:fs').writeFileSync(${JSON.stringify(path.join(folder, 'pid'))}, String(process.pid));
    setTimeout(() => http.createServer((_, r) => r.end('OK')).listen(${port}, '127.0.0.1'), 200);
    let asked = 0;
    process.on('SIGTERM', () => { asked += 1; if (asked === 2) process.exit(0); });`;
  fs.writeFileSync(file, source, { mode: 0o755 });
  return file;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

test('the media server is ready when it answers, is started again, and ends with its service', async () => {
  const port = await choosePort({ name: 'PORT', chosen: undefined, wished: 17_880 });
  const url = `http://127.0.0.1:${port}`;
  const media = {
    program: { server: writeServer(port) },
    makeService: (server: string) => ({
      name: 'media',
      args: ['--import', 'tsx', 'scripts/media-server-main.ts', server, '/a/config', url],
      env: { NODE_ENV: 'test' as const, PATH: getVariable('PATH') },
    }),
  };
  const said: string[] = [];
  const signal = new AbortController().signal;
  await startCalls({ media, supervisor, say: (text) => said.push(text), signal });
  expect(said).toEqual(['Calls are ready.']);
  expect(lines).toContain('media: config /a/config');
  expect((await fetch(url)).status).toBe(200);
  const pid = () => Number(fs.readFileSync(path.join(folder, 'pid'), 'utf8'));
  const first = pid();
  process.kill(first, 'SIGKILL');
  await expect.poll(() => pid() !== first && isAlive(pid()), { timeout: 20_000 }).toBe(true);
  await expect
    .poll(
      () =>
        fetch(url).then(
          ({ ok }) => ok,
          () => false,
        ),
      { timeout: 20_000 },
    )
    .toBe(true);
  const second = pid();
  await supervisor.stop();
  expect(isAlive(second)).toBe(false);
}, 60_000);

test('a server that cannot be had is said in one line, and throws nothing', async () => {
  const media = {
    program: { server: path.join(folder, 'nothing') },
    makeService: (server: string) => ({
      name: 'media',
      args: ['--import', 'tsx', 'scripts/media-server-main.ts', server, '/a/config', 'http://127.0.0.1:9'],
      env: { NODE_ENV: 'test' as const, PATH: getVariable('PATH') },
    }),
  };
  const said: string[] = [];
  const signal = new AbortController().signal;
  await startCalls({ media, supervisor, say: (text) => said.push(text), signal });
  expect(said).toEqual([expect.stringMatching(/^! There are no calls now: media ended before it was ready/)]);
}, 30_000);
