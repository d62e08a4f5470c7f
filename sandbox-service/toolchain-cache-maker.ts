import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { type Driver, type Mount, SandboxTrouble } from './driver.ts';
import type { Health } from './health.ts';
import { getInstanceId, isGone } from './instance.ts';
import type { Detection, Step } from './languages/language.ts';
import { TOOLCHAIN_CACHE_AGE, TOOLCHAIN_CACHE_LIMITS } from './limits.ts';
import type { Log } from './log.ts';
import { runCommand } from './runner.ts';
import { CACHE_TARGET, type ToolchainCache } from './toolchain-cache.ts';

const LOOK_EVERY = 1000;

export interface CacheMaker {
  /** Resolves when every cache is in use or was given up. Never rejects. */
  done: Promise<void>;
  /** Ends it, and what it has started. */
  stop(): Promise<void>;
}

/**
 * Gets the caches of the toolchains ready in the background, one after the other: those that lie in `directory` from
 * an earlier start are proved, the others made, by the toolchains themselves, in the sandbox. A cache that cannot be
 * made or does not work is left out; the log says which.
 */
export function startCacheMaker(options: {
  driver: Driver;
  caches: readonly ToolchainCache[];
  /** Stays when the service ends, and may be shared with others that run at the same time. */
  directory: string;
  health: Pick<Health, 'toolchainCaches'>;
  log: Log;
}): CacheMaker {
  const { caches, directory, health, log } = options;
  for (const { recipe } of caches) health.toolchainCaches[recipe.name] = 'pending';
  const abort = new AbortController();
  const maker = { ...options, instance: getInstanceId(), signal: abort.signal };
  const done = (async () => {
    for (const cache of caches) {
      try {
        if (abort.signal.aborted) return;
        cache.use(await prepare(maker, cache));
        health.toolchainCaches[cache.recipe.name] = 'ready';
      } catch (error) {
        if (abort.signal.aborted) return;
        const { name } = cache.recipe;
        health.toolchainCaches[name] = 'failed';
        log.info('toolchain', 'A cache could not be made', { name, reason: (error as Error).message });
      }
    }
    await removeUnused(directory).catch(() => {}); // Left to the next start.
  })();
  return {
    done,
    stop: async () => {
      abort.abort();
      await done;
    },
  };
}

/** The caches that this machine's languages can have. */
export function listToolchainCaches(languages: Readonly<Record<string, Detection>>): ToolchainCache[] {
  return Object.values(languages).flatMap((detection) =>
    'language' in detection && detection.language.cache ? [detection.language.cache] : [],
  );
}

interface Maker {
  driver: Driver;
  directory: string;
  instance: string;
  signal: AbortSignal;
}

/** Gives the directory of a cache that works. */
async function prepare(maker: Maker, cache: ToolchainCache): Promise<string> {
  const { directory, instance } = maker;
  await mkdir(directory, { recursive: true, mode: 0o755 });
  const path = join(directory, cache.id);
  await waitForOthers(maker, cache.id);
  if (existsSync(path)) {
    if (await prove(maker, cache, path)) {
      await utimes(path, new Date(), new Date());
      return path;
    }
    await rm(path, { recursive: true, force: true });
  }
  const making = `${path}.${instance}`;
  try {
    await mkdir(making, { mode: 0o700 });
    await runSteps(maker, cache, cache.recipe.make, { output: making });
    await takeOver(making);
    if (!(await prove(maker, cache, making))) throw new SandboxTrouble('It was made but does not work.');
    await rename(making, path);
    return path;
  } catch (error) {
    await rm(making, { recursive: true, force: true });
    throw error;
  }
}

/** Another service on this machine may be making the same one; two at a time would only take longer. */
async function waitForOthers({ directory, signal }: Maker, id: string): Promise<void> {
  const deadline = Date.now() + TOOLCHAIN_CACHE_LIMITS.timeMs;
  for (;;) {
    const making = (await readdir(directory)).filter((name) => name.startsWith(`${id}.`));
    const left = making.filter((name) => isGone(name.slice(id.length + 1)));
    for (const name of left) await rm(join(directory, name), { recursive: true, force: true });
    if (left.length === making.length || Date.now() > deadline) return;
    await sleep(LOOK_EVERY, undefined, { signal });
  }
}

async function prove(maker: Maker, cache: ToolchainCache, path: string): Promise<boolean> {
  try {
    const mount = { source: path, target: CACHE_TARGET };
    await runSteps(maker, cache, cache.recipe.prove, { mount });
    return true;
  } catch (error) {
    if (maker.signal.aborted) throw error;
    return false;
  }
}

async function runSteps(
  { driver, signal }: Maker,
  { recipe }: ToolchainCache,
  steps: readonly Step[],
  { output, mount }: { output?: string; mount?: Mount },
): Promise<void> {
  const cell = await driver.open();
  try {
    await cell.writeFiles(recipe.files);
    for (const step of steps) {
      let words = '';
      const { verdict } = await runCommand({
        cell,
        command: {
          ...step,
          ...TOOLCHAIN_CACHE_LIMITS,
          mounts: mount ? [...step.mounts, mount] : step.mounts,
          ...(output && { output: { source: output, target: CACHE_TARGET } }),
          stdin: '',
          workspace: 'readonly',
          build: 'writable',
          isOutOfMemory: () => false,
        },
        onOutput: (_stream, text) => {
          words = (words + text).slice(-500);
        },
        signal,
      });
      // What is in its words comes from our own recipe, nothing of a candidate's.
      if (verdict !== 'accepted') throw new SandboxTrouble(`${verdict}: ${words.trim()}`);
    }
  } finally {
    await cell.close();
  }
}

/** What a sandbox's user made becomes the service's own, which everybody may read and nobody else may change. */
async function takeOver(directory: string): Promise<void> {
  const run = promisify(execFile);
  const { uid, gid } = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
  await run('chown', ['-R', '-h', `${uid}:${gid}`, '--', directory]);
  await run('chmod', ['-R', 'u+rwX,go-w,a+rX', '--', directory]);
}

/** Removes caches that no start has used for long: those of toolchains that were replaced. */
async function removeUnused(directory: string): Promise<void> {
  for (const name of await readdir(directory)) {
    const path = join(directory, name);
    if (Date.now() - (await stat(path)).mtimeMs > TOOLCHAIN_CACHE_AGE)
      await rm(path, { recursive: true, force: true });
  }
}
