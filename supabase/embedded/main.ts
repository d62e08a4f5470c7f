/** The embedded Supabase as a process: `node --import tsx supabase/embedded/main.ts`. */
import { prepareLiteEnvironment, readEnv } from './env.ts';
import { quietConsole } from './quiet-console.ts';

/** How often to look whether the process that started this one still lives. */
const PARENT_CHECK_INTERVAL = 1000;

/** How long an error waits for its cause: the driver may stumble over a dead Postgres before we hear that it ended. */
const CAUSE_WAIT = 500;

quietConsole();
prepareLiteEnvironment();
const { startSupabase } = await import('./start.ts');

/** Ends at once: whoever supervises this process starts it again, and the next start recovers what is left. */
const fail = (message: string) => {
  process.stderr.write(`supabase: ${message}\n`);
  process.exit(1);
};
// postgres.js writes to a socket that is gone, from a timer where nobody can catch it, when Postgres dies under load.
process.on('uncaughtException', ({ name }) => {
  setTimeout(() => fail(`An error that nobody expected (${name}) ended it.`), CAUSE_WAIT);
});
const starting = Promise.resolve()
  .then(() => startSupabase(readEnv(), fail))
  .catch((error: unknown) => fail(error instanceof Error ? error.message : 'did not start'));

/** Also while it starts: what has been started must be stopped in order. */
const end = async () => {
  const running = await starting;
  await running?.stop();
  process.exit(0);
};
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => void end());
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) void end();
}, PARENT_CHECK_INTERVAL).unref();

const running = await starting;
process.stdout.write(`ready ${running?.url}\n`);
