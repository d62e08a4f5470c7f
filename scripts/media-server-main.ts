import { spawn } from 'node:child_process';
import readline from 'node:readline';
import { withParentWatch } from './supervisor.ts';

/** How often it is asked whether it is up. */
const ASK_EVERY = 100;
/** It waits for people in calls when it is asked once to end, and ends at the second time. */
const SECOND_REQUEST = 300;

/** Runs the media server as a service: `media-server-main.ts <program> <config file> <address>`. */
function main(): void {
  const [program, config, url] = process.argv.slice(2);
  if (!program || !config || !url) throw new Error('Name the program, its config file and its address.');
  const [command, args] = withParentWatch(program, ['--config', config]);
  const server = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  for (const stream of [server.stdout, server.stderr])
    readline.createInterface({ input: stream }).on('line', (line) => console.log(line));
  server.once('error', (error) => {
    console.error(`! The media server cannot run: ${error.message}`);
    process.exit(1);
  });
  server.once('exit', (code) => process.exit(code ?? 1));
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      server.kill('SIGTERM');
      setTimeout(() => server.kill('SIGTERM'), SECOND_REQUEST);
    });
  }
  void waitUntilUp(url);
}

async function waitUntilUp(url: string): Promise<void> {
  for (;;) {
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(1000) });
      await response.body?.cancel();
      if (response.ok) break;
    } catch {
      // not yet
    }
    await new Promise((resolve) => setTimeout(resolve, ASK_EVERY));
  }
  console.log(`ready ${url}`);
}

main();
