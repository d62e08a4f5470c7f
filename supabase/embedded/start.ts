import fs from 'node:fs/promises';
import path from 'node:path';
import postgres from 'postgres';
import { loadQuestionLibrary } from '../question-library.ts';
import { seedDemo } from '../seed.ts';
import { createAuthAdmin } from './auth-admin.ts';
import { createAuthMailer } from './auth-mailer.ts';
import { createAuthShim } from './auth-shim.ts';
import { createUserStore } from './auth-users.ts';
import { openConnection } from './connection.ts';
import { DirStorage } from './dir-storage.ts';
import type { EmbeddedConfig } from './env.ts';
import { createHandler, listen, toHandler } from './http.ts';
import { lockDataDir } from './instance-lock.ts';
import { createLiteApp } from './lite-app.ts';
import { createMailboxDelivery, createSmtpDelivery } from './mail-delivery.ts';
import { applyMigrations } from './migrations.ts';
import { type PostgresServer, startPostgres } from './postgres-server.ts';
import { createStorageShim } from './storage-shim.ts';
import { AFTER_SYSTEM_SQL, BOOTSTRAP_SQL } from './system-sql.ts';

/** How long requests may take to end when it stops; a hanging one must not keep the database from closing. */
const DRAIN_TIMEOUT = 2000;

type Lost = (reason: string) => void;

export interface Running {
  url: string;
  databaseUrl: string;
  /** Ends requests, then the database. Safe to call twice. */
  stop(): Promise<void>;
}

/**
 * Starts database, migrations, seed, library of questions and API, and resolves when the API listens on loopback.
 * `onLost` is called with the reason when it cannot go on: the database ended, or no longer answers. The process must
 * then end; the driver does not recover from every way of losing connections.
 * Throws, with everything stopped again, when any of it fails.
 */
export async function startSupabase(config: EmbeddedConfig, onLost: Lost): Promise<Running> {
  const closers: (() => Promise<void> | void)[] = [];
  let closing: Promise<void> | null = null;
  const stop = () => {
    closing ??= (async () => {
      for (const close of closers.reverse()) await close();
    })();
    return closing;
  };
  try {
    closers.push(await lockDataDir(config.dataDir));
    const databaseUrl = config.databaseUrl ?? (await startEmbeddedPostgres(config, onLost, closers)).url;

    const sql = postgres(databaseUrl, { max: 4, onnotice: () => {} });
    closers.push(() => sql.end({ timeout: 1 }));
    const connection = openConnection(databaseUrl);
    // lite's own close would wait for ever for queries that a lost connection took with it.
    closers.push(() => connection.driver.end({ timeout: 1 }));

    const delivery = config.smtpUrl
      ? createSmtpDelivery(config.smtpUrl, config.mailFrom)
      : createMailboxDelivery(sql);
    const mailer = createAuthMailer(config.appUrl, delivery);
    const storageDir = path.join(config.dataDir, 'storage');
    await fs.mkdir(storageDir, { recursive: true });
    const storage = new DirStorage(storageDir);
    const app = await createLiteApp(config, { connection, mailer, storage });

    await sql.unsafe(BOOTSTRAP_SQL).simple();
    await app.ensureSystemSchema();
    await sql.unsafe(AFTER_SYSTEM_SQL).simple();
    await applyMigrations(sql);
    await sql.unsafe(AFTER_SYSTEM_SQL).simple();

    const users = createUserStore(sql);
    const admin = createAuthAdmin({ users, mailer, secretKey: config.secretKey, appUrl: config.appUrl });
    const lite = toHandler(app);
    const handler = createHandler({
      auth: createAuthShim({ users, mailer, admin, next: lite }),
      storage: createStorageShim(storage, lite),
      rest: lite,
    });
    const url = `http://127.0.0.1:${config.port}`;
    const service = {
      url,
      secretKey: config.secretKey,
      fetch: (input: string | URL | Request, init?: RequestInit) => handler(new Request(input, init)),
    };
    if (config.seedDemo) await seedDemo(service);
    if (config.hasLibrary) {
      await loadQuestionLibrary({
        ...service,
        onBroken: (message) => process.stderr.write(`A question of the library was left out: ${message}\n`),
      });
    }
    const server = await listen(handler, config.port, () => onLost('The database does not answer.'));
    closers.push(async () => {
      const ended = new Promise((resolve) => server.close(resolve));
      server.closeIdleConnections();
      setTimeout(() => server.closeAllConnections(), DRAIN_TIMEOUT).unref();
      await ended;
    });
    return { url, databaseUrl, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startEmbeddedPostgres(
  config: EmbeddedConfig,
  onLost: Lost,
  closers: (() => Promise<void> | void)[],
): Promise<PostgresServer> {
  const server = await startPostgres({
    dataDir: config.dataDir,
    port: config.postgresPort,
    onLost: () => onLost('Postgres ended by itself.'),
  });
  closers.push(() => server.stop());
  return server;
}
