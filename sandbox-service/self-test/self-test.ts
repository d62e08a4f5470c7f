import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { release } from 'node:os';
import type { Driver } from '../driver.ts';
import type { Check } from '../health.ts';
import { BASE_ENV } from '../languages/language.ts';
import { bringNode } from '../languages/node.ts';
import { type Outcome, runCommand } from '../runner.ts';
import { evaluateProbe } from './evaluate.ts';

const MEBIBYTE = 1024 * 1024;
const PROCESSES = 32;

/**
 * Runs real programs in the sandbox that try what it must prevent, and reports what was seen. Throws `SandboxTrouble`
 * when no sandbox can be made at all.
 */
export async function runSelfTest(driver: Driver, copiesDir: string): Promise<Check[]> {
  const run = (file: string, limits: Partial<Limits> = {}, stdin = '') =>
    runScript({ driver, copiesDir, file, stdin, limits: { ...DEFAULTS, ...limits } });
  const hasOwnKernel = driver.hasOwnKernel ?? false;
  const canary = createServer((socket) => {
    connections++;
    socket.destroy();
  });
  let connections = 0;
  canary.listen(0, '127.0.0.1');
  await once(canary, 'listening');
  try {
    const probe = await run('probe.mjs', {}, String((canary.address() as AddressInfo).port));
    const memory = await run('memory-bomb.mjs', { memoryBytes: 128 * MEBIBYTE });
    const processes = await run('process-bomb.mjs', { processes: PROCESSES });
    return [
      ...evaluateProbe(probe.stdout, probe.stderr, { hasOwnKernel, hostKernel: release() }),
      { name: 'loopback of the host', isPassed: connections === 0, detail: `${connections} connections` },
      {
        name: 'memory limit',
        isPassed: memory.outcome.verdict === 'memory_limit',
        detail: memory.outcome.verdict,
      },
      hasOwnKernel
        ? {
            // The machine counts its threads too, so the limit is higher, and reaching it ends that kernel.
            name: 'process limit, by the end of its kernel',
            isPassed: processes.outcome.verdict === 'runtime_error' && processes.stdout === '',
            detail: processes.outcome.verdict,
          }
        : {
            name: 'process limit',
            isPassed: processes.stdout !== '' && Number(processes.stdout) < PROCESSES,
            detail: `${processes.stdout.trim() || 'no'} processes of ${PROCESSES}`,
          },
    ];
  } finally {
    canary.close();
  }
}

interface Limits {
  memoryBytes: number;
  processes: number;
}

const DEFAULTS: Limits = { memoryBytes: 256 * MEBIBYTE, processes: 64 };

async function runScript(options: {
  driver: Driver;
  copiesDir: string;
  file: string;
  stdin: string;
  limits: Limits;
}): Promise<{ outcome: Outcome; stdout: string; stderr: string }> {
  const { driver, copiesDir, file, stdin, limits } = options;
  const node = bringNode(copiesDir);
  const cell = await driver.open();
  const printed = { stdout: '', stderr: '' };
  try {
    const text = await readFile(new URL(file, import.meta.url), 'utf8');
    await cell.writeFiles([{ path: file, text }]);
    const outcome = await runCommand({
      cell,
      command: {
        argv: [node.path, `/workspace/${file}`],
        env: BASE_ENV,
        mounts: node.mounts,
        stdin,
        workspace: 'writable',
        build: 'absent',
        timeMs: 10_000,
        outputBytes: 64 * 1024,
        isOutOfMemory: () => false,
        ...limits,
      },
      onOutput: (stream, part) => {
        printed[stream] += part;
      },
      signal: new AbortController().signal,
    });
    return { outcome, ...printed };
  } finally {
    await cell.close();
  }
}
