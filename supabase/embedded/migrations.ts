import fs from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Sql } from 'postgres';

const MIGRATIONS_DIR = fileURLToPath(new URL('../migrations/', import.meta.url));
const MIGRATION_NAME = /^(\d{14})_(\w+)\.sql$/;

/** Keeps two processes that share one `DATABASE_URL` from migrating at once; any number does. */
const MIGRATION_LOCK = 727_001;

/**
 * Applies the files of `supabase/migrations` that the database has not seen, in order, each in one transaction
 * together with its line in the history that the Supabase CLI also reads. Returns the names of those applied.
 * Throws at the first that fails, which is rolled back whole; the ones before it stay.
 */
export async function applyMigrations(sql: Sql): Promise<string[]> {
  await sql.unsafe(`
    create schema if not exists supabase_migrations;
    create table if not exists supabase_migrations.schema_migrations (
      version text not null primary key, statements text[], name text
    );
  `);
  const applied: string[] = [];
  for (const file of (await fs.readdir(MIGRATIONS_DIR)).sort()) {
    const [, version, name] = MIGRATION_NAME.exec(file) ?? [];
    if (!version || !name)
      throw new Error(`supabase/migrations/${file}: a migration is named 20260131120000_what_it_does.sql.`);
    const text = await fs.readFile(`${MIGRATIONS_DIR}${file}`, 'utf8');
    const isNew = await sql
      .begin(async (tx) => {
        await tx`select pg_advisory_xact_lock(${MIGRATION_LOCK})`;
        const seen = await tx`select from supabase_migrations.schema_migrations where version = ${version}`;
        if (seen.length > 0) return false;
        await tx.unsafe(text).simple();
        await tx`insert into supabase_migrations.schema_migrations (version, name, statements)
        values (${version}, ${name}, ${[text]})`;
        return true;
      })
      .catch((error: unknown) => {
        throw new Error(
          `supabase/migrations/${file} failed: ${error instanceof Error ? error.message : error}`,
        );
      });
    if (isNew) applied.push(file);
  }
  return applied;
}
