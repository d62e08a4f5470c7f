import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Isolation, openIsolation } from '../isolation.ts';
import { runCommand } from '../runner.ts';
import { listToolchainCaches, startCacheMaker } from '../toolchain-cache-maker.ts';
import { makeDataDir, SYSTEM_PATH } from './harness.ts';

let dataDir: string;
let isolation: Isolation;
beforeAll(async () => {
  dataDir = makeDataDir();
  isolation = await openIsolation({
    stateDir: dataDir,
    searchPath: SYSTEM_PATH.split(':'),
    driver: 'bubblewrap',
  });
});
afterAll(async () => {
  await isolation.close();
  rmSync(dataDir, { recursive: true, force: true });
});

/** Says whether the run made a data directory of its own, which leaves a log of that. */
const TELL =
  "\\! test -e /tmp/initdb.log && echo made || echo copied\nSELECT count(*) FROM pg_class WHERE relname = 't';\nCREATE TABLE t ();";

async function runEntry(): Promise<string> {
  if (!isolation.driver) throw new Error(isolation.health.trouble ?? '');
  const detection = isolation.languages.postgresql;
  if (!('language' in detection)) throw new Error(detection.missing);
  const cell = await isolation.driver.open();
  try {
    await cell.writeFiles([{ path: 'main.pgsql', text: TELL }]);
    const memoryBytes = 256 * 1024 * 1024;
    let said = '';
    const { verdict } = await runCommand({
      cell,
      command: {
        ...detection.language.run({ program: { entry: 'main.pgsql', files: [] }, memoryBytes }),
        ...{ stdin: '', workspace: 'writable', build: 'absent', isOutOfMemory: () => false },
        ...{ memoryBytes, processes: 64, timeMs: 30_000, outputBytes: 64 * 1024 },
      },
      onOutput: (_stream, text) => {
        said += text;
      },
      signal: new AbortController().signal,
    });
    return `${verdict} ${said.replaceAll(/\s+/g, ' ')}`;
  } finally {
    await cell.close();
  }
}

test('each run of PostgreSQL copies the data directory that was made once, and finds nothing of the run before', async () => {
  expect(await runEntry()).toMatch(/^accepted made count .* 0 \(1 row\)/);
  if (!isolation.driver) return;
  const { driver, languages, health } = isolation;
  const maker = startCacheMaker({
    driver,
    caches: listToolchainCaches({ postgresql: languages.postgresql }),
    directory: join(dataDir, 'toolchains'),
    health,
    log: { info: () => {}, error: () => {} },
  });
  await maker.done;
  expect(health.toolchainCaches).toEqual({ postgresql: 'ready' });
  for (let i = 0; i < 2; i++) expect(await runEntry()).toMatch(/^accepted copied count .* 0 \(1 row\)/);
});
