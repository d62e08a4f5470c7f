import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import postgres from 'postgres';
import { getSystemEnv } from './env.ts';
import {
  completePostgres,
  findPostgres,
  getProgram,
  type PosixUser,
  requirePostgresUser,
} from './postgres-binaries.ts';
import { requirePassword } from './postgres-cluster.ts';
import { stopOrphan } from './postgres-orphan.ts';
import { choosePlace, type PostgresPlace } from './postgres-place.ts';

/** Starting includes recovery after a crash, which replays what was not yet in the files. */
const START_TIMEOUT = 60_000;
/** How often to ask whether it answers while it starts. */
const POLL_INTERVAL = 25;

export interface PostgresServer {
  /** Superuser's address, with the password. */
  url: string;
  /** Ends sessions, writes all out and stops. */
  stop(): Promise<void>;
}

/**
 * Runs the cluster of this data folder on loopback: makes it when there is none, adopts the one that is there.
 * The caller must hold the data folder's lock. `onLost` is called when the server ends by itself.
 * Throws when it does not start.
 */
export async function startPostgres(options: {
  dataDir: string;
  port: number;
  onLost: () => void;
}): Promise<PostgresServer> {
  const { dataDir, port, onLost } = options;
  const user = requirePostgresUser();
  const found = await findPostgres();
  await completePostgres(found);
  const place = await choosePlace(dataDir, found, user);
  await stopOrphan(place.clusterDir);
  const password = await requirePassword(place, user);
  const url = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;

  const child = await launch(place, { port, user, url });
  let stopping = false;
  child.once('exit', () => {
    if (!stopping) onLost();
  });
  return {
    url,
    async stop() {
      stopping = true;
      await stopChild(child);
    },
  };
}

async function launch(
  place: PostgresPlace,
  options: { port: number; user: PosixUser | null; url: string },
): Promise<ChildProcess> {
  const logFile = path.join(place.homeDir, 'log');
  const log = openSync(logFile, 'w');
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    // Errors carry values of the query that failed (names, mail addresses): they stay out of the log.
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_checkpoints: 'off',
    max_connections: '60',
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const args = ['-D', place.clusterDir, '-p', String(options.port), ...flags];
  // Its own process group: Ctrl-C in a terminal must reach us, who then stop it in order.
  const child = spawn(getProgram(place.nativeDir, 'postgres'), args, {
    ...(options.user ?? {}),
    cwd: path.dirname(place.clusterDir),
    env: { ...getSystemEnv(), LC_ALL: 'C' },
    stdio: ['ignore', log, log],
    detached: true,
  });
  closeSync(log);
  let ended = false;
  child.once('exit', () => {
    ended = true;
  });
  child.once('error', () => {
    ended = true;
  });
  const sql = postgres(options.url, { max: 1, connect_timeout: 2, onnotice: () => {} });
  try {
    for (const deadline = Date.now() + START_TIMEOUT; Date.now() < deadline; await delay(POLL_INTERVAL)) {
      if (ended) throw new Error(`Postgres did not start.${await describeLog(logFile)}`);
      if (await answers(sql)) return child;
    }
    await stopChild(child);
    throw new Error(`Postgres did not answer within ${START_TIMEOUT / 1000} s.${await describeLog(logFile)}`);
  } finally {
    await sql.end({ timeout: 1 });
  }
}

async function answers(sql: postgres.Sql): Promise<boolean> {
  try {
    await sql`select 1`;
    return true;
  } catch {
    return false; // Not listening yet, or still recovering.
  }
}

async function describeLog(logFile: string): Promise<string> {
  const log = await fs.readFile(logFile, 'utf8').catch(() => '');
  if (/Address already in use/.test(log)) {
    return ' Its port is taken: stop what listens there, or set POSTGRES_PORT to a free one.';
  }
  if (/lock file "postmaster.pid" already exists/.test(log)) {
    return ' Another Postgres already runs on this data folder.';
  }
  const reason = log.split('\n').filter((line) => /FATAL|PANIC|HINT/.test(line));
  return reason.length > 0 ? ` ${reason.slice(-3).join(' ')}` : '';
}

/** SIGINT is Postgres' fast shutdown: ends sessions, writes a checkpoint. */
async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
  });
  child.kill('SIGINT');
  await ended;
}
