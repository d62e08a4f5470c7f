import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs/promises';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import postgres from 'postgres';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { createScriptClient, type ScriptClient } from '../client.ts';
import { getSystemEnv } from '../embedded/env.ts';
import { getPostmaster } from '../embedded/postgres-orphan.ts';
import { findClusterDir } from '../embedded/postgres-place.ts';
import { type Embedded, makeSecrets, startEmbedded } from '../embedded/start-for-tests.ts';
import { makeDataDir } from './embedded.ts';
import { must } from './people.ts';

/** Recovery of a killed Postgres on a busy machine. */
const PATIENCE = { timeout: 20_000, interval: 50 };

// Each test starts two or three instances, which takes a while on busy machines.
vi.setConfig({ testTimeout: 120_000 });

let dataDir = '';
let running: Embedded;
let service: ScriptClient;
const secrets = makeSecrets();

beforeEach(async () => {
  dataDir = await makeDataDir();
  running = await startEmbedded({ dataDir, secrets });
  service = createScriptClient(running.url, secrets.secretKey);
});

afterEach(async () => {
  await running.stop();
  await fs.rm(dataDir, { recursive: true, force: true });
});

/** Starts again where the last one was. */
async function restart(): Promise<void> {
  const { port, postgresPort } = running;
  running = await startEmbedded({ dataDir, secrets, port, postgresPort });
}

async function requirePostmaster(): Promise<number> {
  const pid = getPostmaster(await findClusterDir(dataDir));
  if (pid === null) throw new Error('No Postgres runs there.');
  return pid;
}

/** Process id of a session that the API holds. */
async function findBackend(): Promise<number> {
  const sql = postgres(running.databaseUrl, { max: 1 });
  try {
    const [row] = await sql<{ pid: number }[]>`
      select pid from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid() limit 1`;
    if (!row) throw new Error('Nobody is connected.');
    return row.pid;
  } finally {
    await sql.end();
  }
}

function isGone(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    else child.once('exit', () => resolve());
  });
}

/** Writes from 8 sides at once until told to stop; keeps the names that were acknowledged. */
function startWriting() {
  const acknowledged: string[] = [];
  let isWriting = true;
  onTestFinished(() => {
    isWriting = false;
  });
  const write = async () => {
    while (isWriting) {
      const name = randomBytes(8).toString('hex');
      const { error } = await service.from('organizations').insert({ name });
      if (error) await delay(20);
      else acknowledged.push(name);
    }
  };
  const writers = Promise.all(Array.from({ length: 8 }, write));
  return {
    acknowledged,
    async stop() {
      isWriting = false;
      await writers;
    },
  };
}

async function findLost(names: string[]): Promise<string[]> {
  const found = new Set<string>();
  for (let from = 0; ; from += 1000) {
    const rows = must(
      await service
        .from('organizations')
        .select('name')
        .order('id')
        .range(from, from + 999),
    );
    for (const { name } of rows) found.add(name);
    if (rows.length < 1000) break;
  }
  return names.filter((name) => !found.has(name));
}

describe('killed with -9 while many write', () => {
  test('the API: nothing acknowledged is lost, and the next start takes the orphaned Postgres over', async () => {
    const writing = startWriting();
    await vi.waitUntil(() => writing.acknowledged.length > 100, PATIENCE);
    running.process.kill('SIGKILL');
    await isGone(running.process);
    await writing.stop();
    const orphan = await requirePostmaster();
    await restart();
    expect(await requirePostmaster()).not.toBe(orphan);
    expect(await findLost(writing.acknowledged)).toEqual([]);
  });

  test('Postgres: the API ends too and says why, and the next start has all that was acknowledged', async () => {
    const writing = startWriting();
    await vi.waitUntil(() => writing.acknowledged.length > 100, PATIENCE);
    process.kill(await requirePostmaster(), 'SIGKILL');
    await isGone(running.process);
    await writing.stop();
    expect(running.process.exitCode).toBe(1);
    expect(running.getErrors()).toContain('supabase: Postgres ended by itself.');
    await restart();
    expect(await findLost(writing.acknowledged)).toEqual([]);
  });

  test('one session of Postgres: all goes on, or ends and is started again, and nothing acknowledged is lost', async () => {
    const writing = startWriting();
    await vi.waitUntil(() => writing.acknowledged.length > 100, PATIENCE);
    process.kill(await findBackend(), 'SIGKILL');
    const before = writing.acknowledged.length;
    const isOver = () => running.process.exitCode !== null || writing.acknowledged.length > before + 20;
    await vi.waitUntil(isOver, { timeout: 50_000, interval: 50 });
    await writing.stop();
    if (running.process.exitCode !== null) await restart();
    expect(await findLost(writing.acknowledged)).toEqual([]);
  });

  test('both: the next start recovers, stored files included', async () => {
    must(await service.storage.createBucket('tapes'));
    const stored = new Map<string, Buffer>();
    for (let n = 0; n < 5; n++) {
      const bytes = randomBytes(50_000);
      must(await service.storage.from('tapes').upload(`tape-${n}`, bytes));
      stored.set(`tape-${n}`, bytes);
    }
    const writing = startWriting();
    await vi.waitUntil(() => writing.acknowledged.length > 100, PATIENCE);
    process.kill(await requirePostmaster(), 'SIGKILL');
    running.process.kill('SIGKILL');
    await isGone(running.process);
    await writing.stop();
    await restart();
    expect(await findLost(writing.acknowledged)).toEqual([]);
    for (const [name, bytes] of stored) {
      const blob = must(await service.storage.from('tapes').download(name));
      expect(Buffer.from(await blob.arrayBuffer()).equals(bytes)).toBe(true);
    }
  });
});

describe('one data folder', () => {
  test('refuses a second instance, which says who has it, and the first goes on', async () => {
    await expect(startEmbedded({ dataDir, secrets })).rejects.toThrow(
      new RegExp(`is in use: the embedded Supabase already runs there \\(process ${running.process.pid}\\)`),
    );
    expect((await service.from('organizations').select()).error).toBeNull();
  });

  test('is not reset while it is in use, and is empty afterwards', async () => {
    must(await service.from('organizations').insert({ name: 'Soon gone' }).select());
    const refused = await runReset();
    expect(refused.code).toBe(1);
    expect(refused.output).toMatch(/is in use by process \d+\. Stop Interlace first/);
    expect((await service.from('organizations').select()).data).toHaveLength(1);
    await running.stop();
    expect(await runReset()).toMatchObject({ code: 0, output: expect.stringContaining('npm start') });
    await restart();
    expect((await service.from('organizations').select()).data).toEqual([]);
  });
});

async function runReset(): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'supabase/reset.ts'], {
    env: { ...getSystemEnv(), INTERLACE_DATA: dataDir },
  });
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  child.stderr.on('data', (chunk) => {
    output += chunk;
  });
  await new Promise((resolve) => child.once('close', resolve));
  return { code: child.exitCode, output };
}

describe('stopping', () => {
  test('ends Postgres too, and leaves no lock', async () => {
    await running.stop();
    expect(getPostmaster(await findClusterDir(dataDir))).toBeNull();
    expect(await fs.readdir(dataDir)).not.toContain('supabase.lock');
  });

  test('happens by itself when the process that started it is killed', async () => {
    await running.stop();
    const { port, postgresPort } = running;
    const parent = spawn(
      process.execPath,
      [
        '-e',
        `require('node:child_process').spawn(process.execPath, ['--import', 'tsx', 'supabase/embedded/main.ts'])`,
      ],
      {
        stdio: 'ignore',
        env: {
          ...getSystemEnv(),
          INTERLACE_DATA: dataDir,
          SUPABASE_PORT: String(port),
          POSTGRES_PORT: String(postgresPort),
          JWT_SECRET: secrets.jwtSecret,
          SUPABASE_PUBLISHABLE_KEY: secrets.publishableKey,
          SUPABASE_SECRET_KEY: secrets.secretKey,
        },
      },
    );
    await vi.waitUntil(() => listens(port), PATIENCE);
    parent.kill('SIGKILL');
    await vi.waitUntil(async () => !(await listens(port)), PATIENCE);
    const clusterDir = await findClusterDir(dataDir);
    await vi.waitUntil(() => getPostmaster(clusterDir) === null, PATIENCE);
  });
});

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
