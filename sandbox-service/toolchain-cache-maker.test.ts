import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Cell, Driver, SandboxSpec } from './driver.ts';
import type { Health } from './health.ts';
import { getInstanceId } from './instance.ts';
import { ToolchainCache } from './toolchain-cache.ts';
import { startCacheMaker } from './toolchain-cache-maker.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'interlace-cache-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const step = (name: string) => ({ argv: [name], env: {}, mounts: [] });
const buildCache = (toolchain = 'v1') =>
  new ToolchainCache({ name: 'go', toolchain, files: [], make: [step('make')], prove: [step('prove')] });

/** Runs no program: `make` writes one file into its output, and the exit codes are as told. */
class FakeDriver implements Driver {
  readonly ran: string[] = [];
  exitCodes: Record<string, number> = {};
  terminals = null;

  describe() {
    return {};
  }

  async open(): Promise<Cell> {
    return {
      writeFiles: async () => {},
      readBuild: async () => [],
      writeBuild: async () => {},
      close: async () => {},
      start: async ({ argv: [name = ''], output }: SandboxSpec) => {
        this.ran.push(name);
        if (output) writeFileSync(join(output.source, 'library'), 'compiled');
        const usage = { cpuMs: 1, memoryBytes: 1, memoryKills: 0 } as const;
        const end = { exitCode: this.exitCodes[name] ?? 0, timeMs: 1, usage, isDiskFull: false };
        return {
          stdin: null,
          stdout: Readable.from([]),
          stderr: Readable.from([]),
          results: null,
          usage: () => usage,
          kill: () => {},
          ended: Promise.resolve(end),
        };
      },
    };
  }

  async close() {}
}

async function make(driver: FakeDriver, cache: ToolchainCache): Promise<string | undefined> {
  const health: Pick<Health, 'toolchainCaches'> = { toolchainCaches: {} };
  const log = { info: () => {}, error: () => {} };
  await startCacheMaker({ driver, caches: [cache], directory, health, log }).done;
  return health.toolchainCaches.go;
}

test('makes a cache once and proves it at every start', async () => {
  const driver = new FakeDriver();
  const first = buildCache();
  expect(first.mount).toBeNull();
  expect(await make(driver, first)).toBe('ready');
  expect(driver.ran).toEqual(['make', 'prove']);
  expect(existsSync(join(first.mount?.source ?? '', 'library'))).toBe(true);
  const second = buildCache();
  expect(await make(driver, second)).toBe('ready');
  expect(driver.ran).toEqual(['make', 'prove', 'prove']);
  expect(second.mount).toEqual(first.mount);
});

test('makes another one for another version', async () => {
  const driver = new FakeDriver();
  await make(driver, buildCache('v1'));
  await make(driver, buildCache('v2'));
  expect(readdirSync(directory)).toHaveLength(2);
});

test('throws away a cache that does not work, and does without when a new one does not either', async () => {
  const driver = new FakeDriver();
  await make(driver, buildCache());
  driver.exitCodes.prove = 1;
  const cache = buildCache();
  expect(await make(driver, cache)).toBe('failed');
  expect(driver.ran).toEqual(['make', 'prove', 'prove', 'make', 'prove']);
  expect(cache.mount).toBeNull();
  expect(readdirSync(directory)).toEqual([]);
});

test('removes what a service left that was killed while it made one', async () => {
  const cache = buildCache();
  const dead = getInstanceId().replace(/-\d+-\d+$/, '-999999999-1');
  const left = join(directory, `${cache.id}.${dead}`);
  mkdirSync(left);
  await make(new FakeDriver(), cache);
  expect(cache.mount).not.toBeNull();
  expect(existsSync(left)).toBe(false);
});

test('does without a directory that somebody removed', async () => {
  const cache = buildCache();
  await make(new FakeDriver(), cache);
  rmSync(cache.mount?.source ?? '', { recursive: true });
  expect(cache.mount).toBeNull();
});
