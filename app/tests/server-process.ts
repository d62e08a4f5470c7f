import { spawn } from 'node:child_process';
import { getSystemEnv } from '#supabase/embedded/env.ts';
import { atEnd, getHarness } from './harness.ts';

let origin: Promise<string> | undefined;

/**
 * The real server process with the app from its source, started by the first test that asks. Its address, once a first
 * page came: the modules of a page are compiled when it is asked for, which takes a busy machine longer than any answer
 * may take.
 */
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
  const address = await new Promise<string>((resolve, reject) => {
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
  await (await fetch(`${address}/sign-in`)).text();
  return address;
}
