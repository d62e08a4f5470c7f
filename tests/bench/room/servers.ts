import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import net, { type AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import readline from 'node:readline';
import { makeSealingKey } from '#core/tape/seal.ts';
import { startRoomServer } from '#party/workerd.ts';

/** A server under test, in a process of its own. */
export interface BenchServer {
  name: 'relay' | 'y-websocket' | 'hocuspocus' | 'interlace';
  port: number;
  /** Its first process; what it started is counted with it. */
  pid: number;
  stop(): Promise<void>;
}

const here = import.meta.dirname;
const root = path.resolve(here, '../../..');

/** Key of the tokens that the bench signs for our own server. */
export const ROOM_TOKEN_SECRET = randomBytes(36).toString('base64url');

/** All servers that are compared, each listening on loopback. */
export async function startServers(): Promise<BenchServer[]> {
  return [
    await startScript('relay', ['--import', 'tsx', path.join(here, 'relay.ts')]),
    await startYWebsocket(),
    await startScript('hocuspocus', ['--import', 'tsx', path.join(here, 'hocuspocus.ts')]),
    await startInterlace(),
  ];
}

async function startInterlace(): Promise<BenchServer> {
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'interlace-bench-'));
  const bindings = {
    ROOM_TOKEN_SECRET,
    ROOM_SERVICE_TOKEN: randomBytes(24).toString('base64url'),
    TAPE_SIGNING_KEY: await makeSealingKey(),
  };
  const server = await startRoomServer({ dataDir, bindings });
  const stop = async () => {
    await server.kill9();
    fs.rmSync(dataDir, { recursive: true, force: true });
  };
  return { name: 'interlace', port: server.port, pid: server.pid, stop };
}

async function startScript(name: BenchServer['name'], args: string[]): Promise<BenchServer> {
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  const port = await new Promise<number>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`${name} ended with ${code}.`)));
    readline.createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.startsWith('ready ')) resolve(Number(line.slice('ready '.length)));
    });
  });
  return { name, port, pid: child.pid ?? 0, stop: () => end(child) };
}

/** y-websocket's own server says no port that it chose itself, so it gets one that was free a moment ago. */
async function startYWebsocket(): Promise<BenchServer> {
  const port = await findFreePort();
  const script = path.join(root, 'node_modules/@y/websocket-server/src/server.js');
  const child = spawn(process.execPath, [script], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { NODE_ENV: 'production', HOST: '127.0.0.1', PORT: String(port) },
  });
  const deadline = Date.now() + 10_000;
  for (;;) {
    const response = await fetch(`http://127.0.0.1:${port}`).catch(() => null);
    if (response?.ok) break;
    if (Date.now() > deadline) throw new Error('y-websocket does not start.');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return { name: 'y-websocket', port, pid: child.pid ?? 0, stop: () => end(child) };
}

function findFreePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

async function end(child: ChildProcess): Promise<void> {
  const exited = new Promise((resolve) => child.once('exit', resolve));
  child.removeAllListeners('exit');
  child.kill('SIGKILL');
  await Promise.race([exited, new Promise((resolve) => setTimeout(resolve, 500))]);
}
