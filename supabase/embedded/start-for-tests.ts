import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { getSystemEnv } from './env.ts';

const REPOSITORY = fileURLToPath(new URL('../../', import.meta.url));

/** A first start makes a cluster and migrates: about 2 s on two idle cores, several times that on busy ones. */
const START_TIMEOUT = 90_000;

export interface EmbeddedOptions {
  /** An empty folder, or one that an earlier instance left. */
  dataDir: string;
  /** Fixed ports, for tests that restart; free ones are found otherwise. */
  port?: number;
  postgresPort?: number;
  /** Use this Postgres and start none. */
  databaseUrl?: string;
  appUrl?: string;
  seedDemo?: boolean;
  /** Must stay the same for a data folder whose sessions are to go on working. */
  secrets?: EmbeddedSecrets;
  /** Further settings of `supabase/embedded/env.ts`. */
  env?: Record<string, string>;
}

export interface EmbeddedSecrets {
  jwtSecret: string;
  publishableKey: string;
  secretKey: string;
}

export interface Embedded extends EmbeddedSecrets {
  dataDir: string;
  url: string;
  port: number;
  postgresPort: number;
  /** Superuser's address; known only when this function started the cluster. */
  databaseUrl: string;
  /** The API's process, for tests that kill it. */
  process: ChildProcess;
  /** What it wrote to stderr so far. */
  getErrors(): string;
  /** Ends it in order and waits until it is gone. */
  stop(): Promise<void>;
}

/**
 * Starts the embedded Supabase in a process of its own, just as the product does, and resolves when it answers.
 * Throws with what it said when it does not start. The caller stops it.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  await mkdir(options.dataDir, { recursive: true });
  // As mkdtemp makes it, root's Postgres could not reach it and would live outside of it, where no test cleans up.
  await chmod(options.dataDir, 0o755);
  const [port, postgresPort] = await Promise.all([
    options.port ?? findPort(),
    options.postgresPort ?? findPort(),
  ]);
  const secrets = options.secrets ?? makeSecrets();
  const child = spawn(process.execPath, ['--import', 'tsx', 'supabase/embedded/main.ts'], {
    cwd: REPOSITORY,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...getSystemEnv(),
      INTERLACE_DATA: options.dataDir,
      SUPABASE_PORT: String(port),
      POSTGRES_PORT: String(postgresPort),
      JWT_SECRET: secrets.jwtSecret,
      SUPABASE_PUBLISHABLE_KEY: secrets.publishableKey,
      SUPABASE_SECRET_KEY: secrets.secretKey,
      APP_URL: options.appUrl ?? 'http://127.0.0.1:3000',
      SEED_DEMO: options.seedDemo ? '1' : '0',
      QUESTION_LIBRARY: '0',
      ...(options.databaseUrl ? { DATABASE_URL: options.databaseUrl } : {}),
      ...options.env,
    },
  });
  let errors = '';
  child.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
  });
  await waitUntilReady(child, () => errors);
  const databaseUrl = options.databaseUrl ?? (await readDatabaseUrl(options.dataDir, postgresPort));
  return {
    ...secrets,
    dataDir: options.dataDir,
    url: `http://127.0.0.1:${port}`,
    port,
    postgresPort,
    databaseUrl,
    process: child,
    getErrors: () => errors,
    async stop() {
      child.kill('SIGTERM');
      await gone;
    },
  };
}

/** Keys of their own for one installation. */
export function makeSecrets(): EmbeddedSecrets {
  const random = () => randomBytes(24).toString('base64url');
  return {
    jwtSecret: random() + random(),
    publishableKey: `sb_publishable_${random()}`,
    secretKey: `sb_secret_${random()}`,
  };
}

async function waitUntilReady(child: ChildProcess, getErrors: () => string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill('SIGTERM');
      reject(
        new Error(`The embedded Supabase did not answer within ${START_TIMEOUT / 1000} s. ${getErrors()}`),
      );
    }, START_TIMEOUT);
    let output = '';
    child.stdout?.on('data', (chunk) => {
      output += chunk;
      if (!output.startsWith('ready ') || !output.includes('\n')) return;
      clearTimeout(timer);
      resolve();
    });
    child.once('close', (code) => {
      clearTimeout(timer);
      reject(new Error(`The embedded Supabase ended with code ${code}: ${getErrors()}`));
    });
  });
}

async function readDatabaseUrl(dataDir: string, port: number): Promise<string> {
  const password = await readFile(path.join(dataDir, 'postgres', 'password'), 'utf8');
  return `postgres://postgres:${password.trim()}@127.0.0.1:${port}/postgres`;
}

function findPort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('No port.')),
      );
    });
  });
}
