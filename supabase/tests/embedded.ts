import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import postgres, { type Sql } from 'postgres';
import { afterAll, beforeAll } from 'vitest';
import { createScriptClient, type ScriptClient } from '../client.ts';
import { type Embedded, type EmbeddedOptions, startEmbedded } from '../embedded/start-for-tests.ts';

/** An empty folder, which the caller deletes. */
export function makeDataDir(): Promise<string> {
  return fs.mkdtemp(path.join(os.tmpdir(), 'interlace-db-'));
}

export interface TestDatabase {
  embedded: Embedded;
  /** As the superuser, past every policy. */
  sql: Sql;
  service: ScriptClient;
  /** A new client that nobody is signed in with. */
  makeClient(): ScriptClient;
}

/** One embedded Supabase for all tests of a file, stopped and deleted at its end. `prepare` runs before its first request. */
export function startDatabase(
  options: Partial<EmbeddedOptions> = {},
  prepare: (sql: Sql) => Promise<unknown> = async () => {},
): TestDatabase {
  const database = {} as TestDatabase;
  let dataDir = '';
  beforeAll(async () => {
    dataDir = await makeDataDir();
    const embedded = await startEmbedded({ dataDir, ...options });
    const sql = postgres(embedded.databaseUrl, { max: 4, onnotice: () => {} });
    await prepare(sql);
    Object.assign(database, {
      embedded,
      sql,
      service: createScriptClient(embedded.url, embedded.secretKey),
      makeClient: () => createScriptClient(embedded.url, embedded.publishableKey),
    });
  });
  afterAll(async () => {
    await database.sql?.end();
    await database.embedded?.stop();
    await fs.rm(dataDir, { recursive: true, force: true });
  });
  return database;
}
