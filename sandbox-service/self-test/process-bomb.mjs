// Starts processes until it is refused, and reports how many it got.
import { spawn } from 'node:child_process';

let started = 0;
for (let i = 0; i < 300; i++) {
  const child = spawn('sleep', ['5'], { stdio: 'ignore' });
  child.on('error', () => {});
  if (child.pid === undefined) break;
  started++;
}
process.stdout.write(`${started}\n`, () => process.exit(0));
