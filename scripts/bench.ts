import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { root } from './env.ts';

/** `npm run bench [name [-- options]]`: runs tests/bench/<name>.ts, or all of them. */
const folder = path.join(root, 'tests/bench');
const names = fs
  .readdirSync(folder)
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.slice(0, -3));
const [wanted, ...options] = process.argv.slice(2);
if (wanted && !names.includes(wanted)) {
  process.stderr.write(`There is no bench "${wanted}". Choose from: ${names.join(', ')}.\n`);
  process.exit(1);
}
for (const name of wanted ? [wanted] : names) {
  const { status } = spawnSync(
    process.execPath,
    ['--import', 'tsx', path.join(folder, `${name}.ts`), ...options],
    {
      cwd: root,
      stdio: 'inherit',
    },
  );
  if (status !== 0) process.exit(status ?? 1);
}
