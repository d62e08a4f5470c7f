import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { BUNDLE_DIRECTORY, buildPartyIfStale, COMPATIBILITY_DATE, COMPATIBILITY_FLAGS } from '../build.ts';

const root = path.resolve(import.meta.dirname, '../..');
const run = promisify(execFile);

test('wrangler takes the bundle for Cloudflare as it is, without asking the network', {
  timeout: 60_000,
}, async () => {
  await buildPartyIfStale();
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'interlace-deploy-'));
  const wrangler = path.join(root, 'node_modules/wrangler/bin/wrangler.js');
  const config = path.join(root, 'party/wrangler.jsonc');
  const args = [wrangler, 'deploy', '--dry-run', '--config', config, '--outdir', path.join(scratch, 'out')];
  const { stdout } = await run(process.execPath, args, {
    cwd: scratch,
    env: {
      NODE_ENV: 'test',
      CI: '1',
      HOME: scratch,
      NO_COLOR: '1',
      WRANGLER_SEND_METRICS: 'false',
      WRANGLER_LOG_PATH: path.join(scratch, 'logs'),
      // a request that it made would fail at once and be seen
      HTTPS_PROXY: 'http://127.0.0.1:9',
      HTTP_PROXY: 'http://127.0.0.1:9',
    },
  });
  expect(stdout).toContain('env.PARTYKIT_DURABLE (PartyKitDurable)');
  expect(stdout).toContain('--dry-run: exiting now.');
  expect(fs.readFileSync(path.join(BUNDLE_DIRECTORY, 'worker.js')).length).toBeLessThan(3_000_000);
  fs.rmSync(scratch, { recursive: true, force: true });
});

test('the deployed runtime behaves as the tested one', () => {
  const config = fs.readFileSync(path.join(root, 'party/wrangler.jsonc'), 'utf8');
  expect(config).toContain(`"compatibility_date": "${COMPATIBILITY_DATE}"`);
  expect(config).toContain(
    `"compatibility_flags": [${COMPATIBILITY_FLAGS.map((flag) => `"${flag}"`).join(', ')}]`,
  );
});
