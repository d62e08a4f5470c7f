/** `npm run db:reset`: deletes the embedded database and stored files; the next start makes them anew. */
import fs from 'node:fs/promises';
import path from 'node:path';
import { readDataDir } from './embedded/env.ts';
import { getHolder } from './embedded/instance-lock.ts';
import { getPostmaster } from './embedded/postgres-orphan.ts';
import { findClusterDir } from './embedded/postgres-place.ts';

const dataDir = readDataDir();
const clusterDir = await findClusterDir(dataDir);
const holder = getHolder(dataDir) ?? getPostmaster(clusterDir);
if (holder !== null) {
  process.stderr.write(
    `${dataDir} is in use by process ${holder}. Stop Interlace first, then run this again.\n`,
  );
  process.exit(1);
}
await fs.rm(clusterDir, { recursive: true, force: true });
await fs.rm(path.join(dataDir, 'postgres'), { recursive: true, force: true });
await fs.rm(path.join(dataDir, 'storage'), { recursive: true, force: true });
process.stdout.write(
  `Deleted the database and the stored files in ${dataDir}. Run "npm start" for new ones.\n`,
);
