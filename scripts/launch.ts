import fs from 'node:fs';
import path from 'node:path';
import { buildApp } from './build.ts';
import { startCalls } from './calls.ts';
import { getDataDirectory, getEnvironment, loadEnvFile, root } from './env.ts';
import { takeLaunchLock } from './launch-lock.ts';
import { findMediaServer } from './media-server.mjs';
import { planServices } from './plan.ts';
import { watchSources } from './reload.ts';
import { loadSecrets } from './secrets.ts';
import { Supervisor } from './supervisor.ts';

/** Starts every part that has no hosted counterpart configured, then prints where to go. Ctrl-C ends all of it. */
async function main(): Promise<void> {
  const isDevelopment = process.argv.includes('--dev');
  loadEnvFile();
  const data = getDataDirectory();
  fs.mkdirSync(data, { recursive: true });
  const lock = takeLaunchLock(data);
  const logFile = fs.createWriteStream(path.join(data, 'interlace.log'), { flags: 'a' });
  const supervisor = new Supervisor((name, line) => {
    logFile.write(`${new Date().toISOString()} ${name.padEnd(8)} ${line}\n`);
    if (isDevelopment || /ended \(/.test(line) || line.startsWith('! '))
      say(`${name}: ${line.replace(/^! /, '')}`);
  });

  let isEnding = false;
  const ending = new AbortController();
  const stop = async (code: number) => {
    if (isEnding) return;
    isEnding = true;
    ending.abort();
    await supervisor.stop();
    lock.release();
    logFile.end(() => process.exit(code));
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (!isEnding) say('Ending …');
      void stop(0);
    });
  }

  try {
    const plan = await planServices({
      environment: getEnvironment(),
      secrets: loadSecrets(data),
      data,
      isDevelopment,
      findMediaServer: () => findMediaServer(),
    });
    if (!isDevelopment) await buildApp({ say });
    const failures: string[] = [];
    for (const { service, label, isNeeded } of plan.services) {
      if (isEnding) return;
      say(`Starting ${label} …`);
      try {
        await supervisor.start(service);
      } catch (error) {
        if (isNeeded) throw error;
        failures.push(`${label}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
    if (isDevelopment)
      watchSources(root, (name) => void supervisor.restart(name).catch((error) => say(String(error))));
    for (const failure of failures)
      say(`! ${failure} It is tried again; see ${path.relative(root, path.join(data, 'interlace.log'))}.`);
    lock.setUrl(plan.appUrl);
    for (const warning of await plan.findWarnings()) say(`! ${warning}`);
    say('');
    say(`Interlace is ready: ${plan.appUrl}`);
    for (const line of plan.signIns) say(`  ${line}`);
    say('Ctrl-C ends it. Everything is kept for the next start.');
    if (plan.media) await startCalls({ media: plan.media, supervisor, say, signal: ending.signal });
  } catch (error) {
    if (!isEnding) process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    await stop(1);
  }
}

function say(text: string): void {
  process.stdout.write(text === '' ? '\n' : `• ${text}\n`);
}

await main();
