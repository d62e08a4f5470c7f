import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import readline from 'node:readline';
import { expect, test } from 'vitest';
import { startRoomServer } from '../workerd.ts';
import { startTestServer } from './harness.ts';
import { joinRoom } from './peer.ts';
import { buildParticipant, buildRoomName, ROOM_SECRETS } from './people.ts';
import { until } from './until.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** Whether this process runs: it is there and no zombie. */
function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+[ZX]/m.test(fs.readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

/** Local addresses, in hexadecimal, of the TCP sockets that this process listens on. */
function listenAddresses(pid: number): string[] {
  const inodes = new Set(
    fs.readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
      try {
        return /^socket:\[(\d+)\]$/.exec(fs.readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1] ?? [];
      } catch {
        return []; // closed between the two calls
      }
    }),
  );
  return ['tcp', 'tcp6'].flatMap((table) =>
    fs
      .readFileSync(`/proc/${pid}/net/${table}`, 'utf8')
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .filter(([, , , state, , , , , , inode]) => state === '0A' && inodes.has(inode ?? ''))
      .map(([, address]) => (address ?? '').split(':')[0] ?? ''),
  );
}

interface Launched {
  pid: number;
  url: string;
  workerd: number;
  exited: Promise<number | null>;
  dataDir: string;
}

/** The process as the launcher starts it. */
async function launchMain(): Promise<Launched> {
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'interlace-main-'));
  const child = spawn(process.execPath, ['--import', 'tsx', 'party/main.ts'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { NODE_ENV: 'test', ROOM_PORT: '0', INTERLACE_DATA: dataDir, ...ROOM_SECRETS },
  });
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const url = await new Promise<string>((resolve) => {
    readline.createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.startsWith('ready ')) resolve(line.slice('ready '.length));
    });
  });
  const workerd = Number(
    fs.readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').trim().split(' ')[0],
  );
  return { pid: child.pid ?? 0, url, workerd, exited, dataDir };
}

test('[DUR9] workerd dies with the process that started it, also by kill -9', async () => {
  const main = await launchMain();
  expect((await fetch(`${main.url}/healthz`)).status).toBe(200);
  expect(isAlive(main.workerd)).toBe(true);
  process.kill(main.pid, 'SIGKILL');
  await main.exited;
  await until(() => !isAlive(main.workerd), 'workerd is gone');
  await expect(fetch(`${main.url}/healthz`)).rejects.toThrow();
  fs.rmSync(main.dataDir, { recursive: true, force: true });
});

test('the process ends on SIGTERM with sockets open, and when workerd ends', async () => {
  const main = await launchMain();
  const peer = await joinRoom(main.url, await buildParticipant(buildRoomName(), 'interviewer'));
  process.kill(main.pid, 'SIGTERM');
  await main.exited;
  expect(isAlive(main.workerd)).toBe(false);
  peer.destroy();
  const other = await launchMain();
  process.kill(other.workerd, 'SIGKILL');
  await other.exited;
  expect(isAlive(other.pid)).toBe(false);
  for (const { dataDir } of [main, other]) fs.rmSync(dataDir, { recursive: true, force: true });
});

test('everything that listens, listens on loopback', async () => {
  const server = await startTestServer();
  const addresses = listenAddresses(server.pid);
  expect(addresses).toEqual(['0100007F']);
  await server.dispose();
});

test('secrets are nowhere on the command line', async () => {
  const server = await startTestServer();
  const line = fs.readFileSync(`/proc/${server.pid}/cmdline`, 'utf8');
  expect(line).toContain('workerd');
  for (const secret of Object.values(ROOM_SECRETS)) expect(line).not.toContain(secret);
  await server.dispose();
});

test('a port that is taken, and settings that are missing, are said at the start', async () => {
  const server = await startTestServer();
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'interlace-taken-'));
  const bindings = ROOM_SECRETS;
  await expect(startRoomServer({ port: server.port, dataDir, bindings })).rejects.toThrow('did not start');
  const child = spawn(process.execPath, ['--import', 'tsx', 'party/main.ts'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { NODE_ENV: 'test', ROOM_PORT: '0', INTERLACE_DATA: dataDir, ROOM_TOKEN_SECRET: 'short' },
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const code = await new Promise((resolve) => child.once('exit', resolve));
  expect(code).not.toBe(0);
  expect(said).toContain('ROOM_SERVICE_TOKEN');
  expect(said).toContain('TAPE_SIGNING_KEY');
  expect(said).toContain('Use at least 32 characters.');
  await server.dispose();
  fs.rmSync(dataDir, { recursive: true, force: true });
});
