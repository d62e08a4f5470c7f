import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createHttpServer } from './edge/http.ts';
import { readEnv } from './env.ts';
import { openIsolation } from './isolation.ts';
import { Tests } from './judge/tests.ts';
import { INTERACTIVE_PER_CORE, MAX_WAITING, MAX_WAITING_PER_INTERVIEW } from './limits.ts';
import { stderrLog as log } from './log.ts';
import { Metrics } from './metrics.ts';
import { WarmPools } from './pool/warm-pools.ts';
import { Queue } from './queue.ts';
import { Runs } from './runs.ts';
import { getToolchainDir } from './state-dir.ts';
import { listToolchainCaches, startCacheMaker } from './toolchain-cache-maker.ts';
import { openWorkspaces } from './workspaces/service.ts';

// Directories that the sandboxes' users walk through are made with the modes we name, whatever the shell had set.
process.umask(0o022);
const env = readEnv();
const isolation = await openIsolation(env);
const { health } = isolation;
if (health.trouble) log.error('self_test', 'Programs cannot run on this machine', { reason: health.trouble });
if (health.machine.developmentOnly)
  log.error('self_test', 'Memory is only sampled here: for development, not for code of strangers');

const queue = new Queue({
  concurrency: env.concurrency,
  terminalConcurrency: env.concurrency * INTERACTIVE_PER_CORE,
  maxWaiting: MAX_WAITING,
  maxWaitingPerGroup: MAX_WAITING_PER_INTERVIEW,
});
const runs = isolation.driver && new Runs({ ...isolation, queue, log });
// A driver with a kernel of its own gives programs no channel for results, so no harness can wait there.
const pools =
  isolation.driver && !isolation.driver.hasOwnKernel
    ? new WarmPools({
        driver: isolation.driver,
        languages: isolation.languages,
        perLanguage: env.warmPerLanguage,
        isBusy: () => queue.isBusy,
        log,
      })
    : null;
const tests = isolation.driver && new Tests({ ...isolation, queue, pools, log });
const workspaces = isolation.driver?.terminals
  ? await openWorkspaces({
      isolation: isolation.driver.terminals,
      languages: Object.values(isolation.languages),
      instance: isolation.instance,
      instanceDir: isolation.directory,
      stateDir: env.stateDir,
      searchPath: env.searchPath,
      log,
    })
  : null;
Object.assign(health.machine, workspaces?.describe());
const metrics = new Metrics(queue, () => ({
  cached_builds: isolation.cache?.size ?? 0,
  workspace_lines: workspaces?.stats().lines ?? 0,
  terminals: workspaces?.stats().terminals ?? 0,
  volumes: workspaces?.stats().volumes ?? 0,
  warm_processes: pools?.waiting ?? 0,
}));
const server = createHttpServer({
  serviceToken: env.serviceToken,
  health,
  runs,
  tests,
  workspaces,
  queue,
  metrics,
  log,
});
server.listen(env.port, env.host);
await once(server, 'listening');
process.stdout.write(`ready http://${env.host}:${(server.address() as AddressInfo).port}\n`);

const cacheMaker =
  isolation.driver && env.makesToolchainCaches
    ? startCacheMaker({
        driver: isolation.driver,
        caches: listToolchainCaches(isolation.languages),
        directory: getToolchainDir(env.stateDir),
        health,
        log,
      })
    : null;

async function shutDown(): Promise<void> {
  server.close();
  await cacheMaker?.stop();
  await Promise.all([runs?.close(), tests?.close()]);
  await pools?.close();
  await workspaces?.close();
  server.closeAllConnections();
  await isolation.close();
  process.exit(0);
}
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void shutDown());
