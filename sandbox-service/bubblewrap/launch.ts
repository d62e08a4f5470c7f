import { closeSync, writeFileSync, writeSync } from 'node:fs';
import type { Socket } from 'node:net';
import type { Readable } from 'node:stream';
import type { Cgroup } from '../cgroups/cgroup.ts';
import { type Sandbox, type SandboxEnd, SandboxTrouble } from '../driver.ts';
import { DRAIN_TIMEOUT, KILL_GRACE, LAUNCH_TIMEOUT } from '../limits.ts';
import type { Channel } from './slot.ts';
import type { Starter } from './starter.ts';

export interface Launch {
  starter: Starter;
  /** Our end of stdin, where it stays open; ended here with the program. */
  stdin: Socket | null;
  stdout: Channel;
  stderr: Channel;
  status: Channel;
  results: Channel | null;
  /** Open for writing; bubblewrap reads a byte from the other end before it starts the program. Closed here. */
  blockFd: number;
  cgroup: Cgroup;
  /** Called when the sandbox has all its files open: what only it should have can be closed and removed. */
  onOpened: () => void;
  /** Watches the disk where it has no limit of its own; returns how to stop. */
  watchDisk: ((onFull: () => void) => () => void) | null;
}

/**
 * Starts bubblewrap, puts the process it made into the cgroup while that still waits, and only then lets the
 * program run. Throws `SandboxTrouble`, with nothing left behind, when any step fails.
 */
export async function launch(options: Launch): Promise<Sandbox> {
  const { starter, cgroup, blockFd } = options;
  const channels = [
    options.stdout,
    options.stderr,
    options.status,
    ...(options.results ? [options.results] : []),
  ];
  const status = new StatusReader(options.status.reader);
  const exited = starter.start();
  // Until the sandbox has the channels open, ours are what keeps them from ending.
  const opened = once(() => {
    for (const { writeFd } of channels) closeSync(writeFd);
    options.onOpened();
  });
  let hardKill: NodeJS.Timeout | undefined;
  let isOver = false;
  const kill = () => {
    // The starter is not ours any more: it may be at work for whoever came next.
    if (isOver) return;
    cgroup.kill();
    hardKill ??= setTimeout(() => starter.kill(), KILL_GRACE);
  };
  try {
    const pid = await within(LAUNCH_TIMEOUT, Promise.race([status.childPid, exited.then(() => null)]));
    if (pid === null) throw new SandboxTrouble('bubblewrap ended before it had made a sandbox.');
    opened();
    await cgroup.add(pid);
    preferAsOomVictim(pid);
    writeSync(blockFd, 'x');
  } catch (error) {
    // The block descriptor is still open, so the program cannot have started.
    starter.kill();
    kill();
    await exited;
    isOver = true;
    clearTimeout(hardKill);
    opened();
    const words = await readRest(options.stderr.reader);
    for (const { reader } of channels) reader.destroy();
    throw new SandboxTrouble([(error as Error).message, words].filter(Boolean).join(' '));
  } finally {
    closeSync(blockFd);
  }
  const startedAt = performance.now();
  let isDiskFull = false;
  const stopWatches = [
    options.cgroup.watch(kill),
    options.watchDisk?.(() => {
      isDiskFull = true;
      kill();
    }),
  ];
  const ended = (async (): Promise<SandboxEnd> => {
    await exited;
    isOver = true;
    const timeMs = performance.now() - startedAt;
    for (const stop of stopWatches) stop?.();
    clearTimeout(hardKill);
    options.cgroup.kill();
    options.stdin?.destroy();
    await Promise.all(channels.map(({ reader }) => drained(reader)));
    const usage = options.cgroup.usage();
    const wasKilled = hardKill !== undefined;
    if (status.exitCode === null && !wasKilled && usage.memoryKills === 0) {
      throw new SandboxTrouble('bubblewrap could not build the sandbox or start the program in it.');
    }
    return { exitCode: wasKilled ? null : status.exitCode, timeMs, usage, isDiskFull };
  })();
  // Whoever gets the sandbox awaits this too; without a first listener an early rejection would end the process.
  ended.catch(() => {});
  return {
    stdin: options.stdin,
    stdout: options.stdout.reader,
    stderr: options.stderr.reader,
    results: options.results?.reader ?? null,
    usage: () => options.cgroup.usage(),
    kill,
    ended,
  };
}

/** Reads what bubblewrap says: the pid of the sandbox, and at the end the exit code, if the program was started at all. */
class StatusReader {
  readonly childPid: Promise<number>;
  exitCode: number | null = null;
  #text = '';

  constructor(stream: Readable) {
    this.childPid = new Promise((resolve) => {
      stream.on('data', (chunk: Buffer) => {
        this.#text += chunk.toString('latin1');
        const pid = /"child-pid":\s*(\d+)/.exec(this.#text)?.[1];
        if (pid) resolve(Number(pid));
        const code = /"exit-code":\s*(\d+)/.exec(this.#text)?.[1];
        if (code) this.exitCode = Number(code);
      });
    });
  }
}

/** When the machine as a whole runs out of memory, a candidate's program goes first. */
function preferAsOomVictim(pid: number): void {
  try {
    writeFileSync(`/proc/${pid}/oom_score_adj`, '1000');
  } catch {
    // Some containers forbid it. The cgroup's own limit does not depend on it.
  }
}

/** Resolves when a stream has ended, or has been given up on. */
export async function drained(stream: Socket): Promise<void> {
  if (stream.closed) return;
  const timer = setTimeout(() => stream.destroy(), DRAIN_TIMEOUT);
  await new Promise<void>((resolve) => stream.once('close', () => resolve()));
  clearTimeout(timer);
}

/** The first words on a stream whose writers are all gone: bubblewrap's own complaint. */
async function readRest(stream: Socket): Promise<string> {
  let text = '';
  stream.on('data', (chunk: Buffer) => {
    text = (text + chunk.toString('utf8')).slice(0, 500);
  });
  await drained(stream);
  return text.trim();
}

function once(run: () => void): () => void {
  let isDone = false;
  return () => {
    if (isDone) return;
    isDone = true;
    run();
  };
}

async function within<T>(ms: number, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new SandboxTrouble('bubblewrap did not answer in time.')), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
