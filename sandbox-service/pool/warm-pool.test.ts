import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import type { Cell, Driver, Sandbox, SandboxEnd, SandboxSpec } from '../driver.ts';
import type { Log } from '../log.ts';
import { WarmPool } from './warm-pool.ts';

const SPEC: SandboxSpec = {
  argv: ['harness'],
  env: {},
  stdin: '',
  isStdinOpen: true,
  hasResults: true,
  mounts: [],
  workspace: 'writable',
  build: 'readonly',
  memoryBytes: 1,
  processes: 1,
};
const SILENT: Log = { info: () => {}, error: () => {} };
const USAGE = { memoryKills: 0, cpuMs: 0, memoryBytes: 0 };

/** A driver whose programs say at once that they wait, and end when they are killed. */
class FakeDriver {
  opened = 0;
  closed = 0;
  readonly sandboxes: Sandbox[] = [];

  async open(): Promise<Pick<Cell, 'writeFiles' | 'start' | 'close'>> {
    this.opened += 1;
    return {
      writeFiles: async () => {},
      start: async () => this.#start(),
      close: async () => {
        this.closed += 1;
      },
    };
  }

  #start(): Sandbox {
    const results = new PassThrough();
    results.write('{"waiting":true}\n');
    let end: (end: SandboxEnd) => void = () => {};
    const ended = new Promise<SandboxEnd>((resolve) => {
      end = resolve;
    });
    const sandbox: Sandbox = {
      stdin: new PassThrough(),
      stdout: new PassThrough(),
      stderr: new PassThrough(),
      results,
      usage: () => USAGE,
      kill: () => end({ exitCode: null, timeMs: 0, usage: USAGE, isDiskFull: false }),
      ended,
    };
    this.sandboxes.push(sandbox);
    return sandbox;
  }
}

function buildPool(driver: FakeDriver, isBusy: () => boolean, size = 2): WarmPool {
  return new WarmPool({
    driver: driver as unknown as Driver,
    size,
    spec: SPEC,
    files: [],
    isBusy,
    log: SILENT,
  });
}

test('waits with filling while every runner is at work', async () => {
  const driver = new FakeDriver();
  let asked = 0;
  let isBusy = true;
  const pool = buildPool(driver, () => {
    asked += 1;
    return isBusy;
  });
  await expect.poll(() => asked, { timeout: 5000 }).toBeGreaterThan(1);
  expect(driver.opened).toBe(0);
  isBusy = false;
  await expect.poll(() => pool.waiting, { timeout: 5000 }).toBe(2);
  await pool.close();
});
