import { spawn } from 'node:child_process';
import { getSystemEnv } from '#supabase/embedded/env.ts';
import { atEnd, getHarness } from './harness.ts';

let origin: Promise<string> | undefined;

/** The real server process with the app from its source, started by the first test that asks. Its address. */
export function getServer(): Promise<string> {
  origin ??= startServer();
  return origin;
}

async function startServer(): Promise<string> {
  const server = spawn(process.execPath, ['--import', 'tsx', 'app/server/main.ts'], {
    env: { ...getSystemEnv(), ...getHarness().environment, PORT: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const gone = new Promise((resolve) => server.once('exit', resolve));
  atEnd(() => {
    server.kill('SIGTERM');
    return gone;
  });
  return new Promise<string>((resolve, reject) => {
    let output = '';
    const read = (chunk: unknown) => {
      output += chunk;
      const ready = /^ready (\S+)$/m.exec(output)?.[1];
      if (ready) resolve(ready);
    };
    server.stdout.on('data', read);
    server.stderr.on('data', read);
    server.once('exit', () => reject(new Error(`The server ended: ${output}`)));
  });
}
