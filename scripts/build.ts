import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { root } from './env.ts';
import { precompress } from './precompress.ts';

const INPUTS = [
  'app',
  'core',
  'models',
  'public',
  'scripts/monaco-slim.ts',
  'scripts/monaco-workers.ts',
  'vite.config.ts',
  'remix.config.js',
  'package-lock.json',
  'tsconfig.json',
];
const STAMP = 'build/app/stamp';

/** Builds the app unless the build on disk was made of exactly these sources. Returns whether it built. */
export async function buildApp({ say }: { say: (text: string) => void }): Promise<boolean> {
  const hash = hashInputs();
  const stamp = path.join(root, STAMP);
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === hash) return false;
  say('Building the app (about a minute, after changes) …');
  const cli = path.join(root, 'node_modules/@remix-run/dev/dist/cli.js');
  const result = spawnSync(process.execPath, [cli, 'vite:build', '--logLevel', 'warn'], {
    cwd: root,
    encoding: 'utf8',
  });
  if (result.status !== 0) throw new Error(`The app could not be built:\n${result.stdout}\n${result.stderr}`);
  say('Compressing its files …');
  await precompress(path.join(root, 'build/app/client'));
  fs.writeFileSync(stamp, hash);
  return true;
}

function hashInputs(): string {
  const hash = createHash('sha256');
  for (const input of INPUTS) {
    for (const file of listFiles(path.join(root, input))) {
      hash.update(path.relative(root, file)).update('\0').update(fs.readFileSync(file)).update('\0');
    }
  }
  return hash.digest('hex');
}

function listFiles(at: string): string[] {
  if (!fs.existsSync(at)) return [];
  if (fs.statSync(at).isFile()) return [at];
  return fs
    .readdirSync(at, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}
