import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import readline from 'node:readline';
import { getEnvironment, root } from '#scripts/env.ts';
import { choosePort } from '#scripts/ports.ts';

/** The first start in a clone builds the app and makes the database. */
const START_TIMEOUT = 240_000;

export interface Product {
  url: string;
  data: string;
  /** Where its database, sign-in and storage answer. */
  supabaseUrl: string;
  /** Where its room server answers. */
  roomUrl: string;
  stop(): Promise<void>;
}

/** Starts the whole product by `npm start`'s own script, in a fresh data folder, on free ports and with these settings. */
export async function startProduct(settings: Readonly<Record<string, string>> = {}): Promise<Product> {
  const data = fs.mkdtempSync(path.join(os.tmpdir(), 'interlace-e2e-'));
  // another start at the same time, of another clone, would find the same ports free and take them while this one builds
  const shift = Math.floor(Math.random() * 800);
  const port = async (name: string, wished: number) =>
    String(await choosePort({ name, chosen: undefined, wished: wished + shift }));
  const env: NodeJS.ProcessEnv = {
    ...(getEnvironment() as NodeJS.ProcessEnv),
    ...settings,
    INTERLACE_DATA: data,
    PORT: await port('PORT', 3900),
    SUPABASE_PORT: await port('SUPABASE_PORT', 55421),
    POSTGRES_PORT: await port('POSTGRES_PORT', 55522),
    ROOM_PORT: await port('ROOM_PORT', 2999),
    SANDBOX_PORT: await port('SANDBOX_PORT', 5600),
  };
  const child = spawn(process.execPath, ['scripts/start.mjs'], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const url = await untilReady(child);
  const supabaseUrl = `http://127.0.0.1:${env.SUPABASE_PORT}`;
  const roomUrl = `http://127.0.0.1:${env.ROOM_PORT}`;
  return { url, data, supabaseUrl, roomUrl, stop: () => stop(child, data) };
}

/** Process id of the room server of this product. Throws when it does not run. */
export function findRoomServer(data: string): number {
  return findProgram('workerd', data);
}

/** Process id of the media server of this product. Throws when it does not run. */
export function findMediaServer(data: string): number {
  return findProgram('livekit-server', data);
}

/** The process that runs this program with something of this folder in its command. */
function findProgram(name: string, data: string): number {
  for (const pid of fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const command = fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      const program = path.basename(fs.readlinkSync(`/proc/${pid}/exe`));
      if (program === name && command.includes(data)) return Number(pid);
    } catch {
      // the process ended while we looked
    }
  }
  throw new Error(`No ${name} of this product runs.`);
}

/** Process id of what interviews for this product. Throws when it does not run. */
export function findInterviewer(data: string): number {
  for (const pid of fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const args = fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
      const environment = fs.readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
      if (args.includes('interviewer/main.ts') && environment.includes(`INTERLACE_DATA=${data}`))
        return Number(pid);
    } catch {
      // the process ended while we looked
    }
  }
  throw new Error('Nothing interviews.');
}

function untilReady(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const said: string[] = [];
    const fail = (why: string) => reject(new Error(`${why}\n${said.join('\n')}`));
    const timer = setTimeout(() => fail('The product is not ready in time.'), START_TIMEOUT);
    for (const stream of [child.stdout, child.stderr]) {
      if (!stream) continue;
      readline.createInterface({ input: stream }).on('line', (line) => {
        said.push(line);
        const url = /Interlace is ready: (\S+)/.exec(line)?.[1];
        if (!url) return;
        clearTimeout(timer);
        resolve(url);
      });
    }
    child.once('exit', () => {
      clearTimeout(timer);
      fail('The product ended while starting.');
    });
  });
}

async function stop(child: ChildProcess, data: string): Promise<void> {
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  await gone;
  fs.rmSync(data, { recursive: true, force: true });
}
