// What must be there before any TypeScript of ours can run: Node and npm packages.
// Plain JavaScript without dependencies, because a fresh clone has none.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const stampFile = path.join(root, 'node_modules/.interlace-lock');

/** One line of progress. */
export function say(text) {
  process.stdout.write(`• ${text}\n`);
}

/** Ends the process with a line that says what to do when this Node cannot run the product. */
export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 12)) return;
  process.stderr.write(
    `Interlace needs Node 20.12 or newer; this is ${process.versions.node}. Install it from nodejs.org.\n`,
  );
  process.exit(1);
}

/** Installs the npm packages of the lock file unless exactly these are installed. */
export function installPackages() {
  const lock = fs.readFileSync(path.join(root, 'package-lock.json'));
  const hash = createHash('sha256').update(lock).digest('hex');
  if (fs.existsSync(stampFile) && fs.readFileSync(stampFile, 'utf8') === hash) return;
  if (isInstalledByHand()) return fs.writeFileSync(stampFile, hash);
  say('Installing npm packages (about a minute, once) …');
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const result = spawnSync('npm', args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  if (result.status !== 0) {
    process.stderr.write(
      'npm ci failed (its message is above). Check the network and the registry, then run this again.\n',
    );
    process.exit(1);
  }
  fs.writeFileSync(stampFile, hash);
}

/** Whether somebody ran npm themselves after the lock file was last written. */
function isInstalledByHand() {
  const installed = path.join(root, 'node_modules/.package-lock.json');
  if (!fs.existsSync(installed)) return false;
  return fs.statSync(installed).mtimeMs > fs.statSync(path.join(root, 'package-lock.json')).mtimeMs;
}
