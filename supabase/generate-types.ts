/** `npm run db:types`: migrates an empty database and writes `database.types.ts` from it. */
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import postgres from 'postgres';
import { startEmbedded } from './embedded/start-for-tests.ts';
import { introspect } from './types-introspection.ts';
import { writeTypes } from './types-writer.ts';

const TYPES_FILE = fileURLToPath(new URL('database.types.ts', import.meta.url));

const dataDir = await fs.mkdtemp(path.join(os.tmpdir(), 'interlace-types-'));
try {
  const embedded = await startEmbedded({ dataDir });
  const sql = postgres(embedded.databaseUrl, { max: 1, onnotice: () => {} });
  try {
    await fs.writeFile(TYPES_FILE, writeTypes(await introspect(sql)));
  } finally {
    await sql.end();
    await embedded.stop();
  }
} finally {
  await fs.rm(dataDir, { recursive: true, force: true });
}
process.stdout.write('Wrote supabase/database.types.ts\n');
