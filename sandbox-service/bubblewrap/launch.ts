import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';
import { closeSync, openSync, writeFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import type { Readable, Writable } from 'node:stream';
import type { Cgroup } from '../cgroups/cgroup.ts';
import { type Sandbox, type SandboxEnd, SandboxTrouble } from '../driver.ts';
import { DRAIN_TIMEOUT, KILL_GRACE, LAUNCH_TIMEOUT } from '../limits.ts';
import { FD } from './arguments.ts';
import type { Channel } from './slot.ts';

export interface Launch {
  /** From `buildLaunchCommand`. */
  command: readonly string[];
  /** From `buildBubblewrapArguments`. */
  bubblewrapArguments: readonly string[];
  uid: number | null;
  /** Descriptor of stdin; closed here. */
  stdinFd: number;
  /** Our end of stdin, where it stays open; ended here with the program. */
  stdin: Socket | null;
  stdout: Channel;
  stderr: Channel;
  results: Channel | null;
  /** Compiled seccomp filter. */
  filterPath: string;
  cgroup: Cgroup;
  /** Watches the disk where it has no limit of its own; returns how to stop. */
  watchDisk: ((onFull: () => void) => () => void) | null;
}

/**
 * Starts bubblewrap, puts the process it made into the cgroup while that still waits, and only then lets the
 * program run. Throws `SandboxTrouble`, with nothing left behind, when any step fails.
 */
export async function launch(options: Launch): Promise<Sandbox> {
  const child = spawnBubblewrap(options);
  let failure = 'bubblewrap ended before it had made a sandbox.';
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', (error) => {
      failure = error.message;
      resolve();
    });
  });
  const status = new StatusReader(child.stdio[FD.status] as Readable);
  let hardKill: NodeJS.Timeout | undefined;
  const kill = () => {
    options.cgroup.kill();
    hardKill ??= setTimeout(() => child.kill('SIGKILL'), KILL_GRACE);
  };
  try {
    const pid = await within(LAUNCH_TIMEOUT, Promise.race([status.childPid, exited.then(() => null)]));
    if (pid === null) throw new SandboxTrouble(failure);
    await options.cgroup.add(pid);
    preferAsOomVictim(pid);
    (child.stdio[FD.block] as Writable).end('x');
  } catch (error) {
    // The block descriptor is still open, so the program cannot have started.
    child.kill('SIGKILL');
    kill();
    await exited;
    clearTimeout(hardKill);
    const words = await readRest(options.stderr.reader);
    options.stdout.reader.destroy();
    options.results?.reader.destroy();
    throw new SandboxTrouble([(error as Error).message, words].filter(Boolean).join(' '));
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
    const timeMs = performance.now() - startedAt;
    for (const stop of stopWatches) stop?.();
    clearTimeout(hardKill);
    options.cgroup.kill();
    options.stdin?.destroy();
    const channels = [options.stdout, options.stderr, ...(options.results ? [options.results] : [])];
    await Promise.all([...channels.map(({ reader }) => drained(reader)), status.closed]);
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

/** bubblewrap is process 1 inside, where its environment can be read: it gets none. */
const NO_ENV = {} as NodeJS.ProcessEnv;

function spawnBubblewrap(options: Launch): ChildProcess {
  const [program = '', ...args] = options.command;
  const { stdinFd, stdout, stderr, results } = options;
  const filterFd = openSync(options.filterPath, 'r');
  const resultsFds = results ? [results.writeFd] : [];
  const handedDown = [stdinFd, stdout.writeFd, stderr.writeFd, filterFd, ...resultsFds];
  try {
    const stdio: StdioOptions = [
      ...[stdinFd, stdout.writeFd, stderr.writeFd],
      ...(['pipe', 'pipe', filterFd, 'pipe'] as const),
      ...resultsFds,
    ];
    const user = options.uid === null ? {} : { uid: options.uid, gid: options.uid };
    const child: ChildProcess = spawn(program, args, {
      ...user,
      env: NO_ENV,
      cwd: '/',
      detached: true,
      stdio,
    });
    for (const pipe of child.stdio) pipe?.on('error', () => {}); // A closed pipe shows as the exit of the child.
    (child.stdio[FD.args] as Writable | undefined)?.end(`${options.bubblewrapArguments.join('\0')}\0`);
    return child;
  } catch (error) {
    // Some refusals of the kernel are thrown, others come as an event.
    for (const channel of [stdout, stderr, results]) channel?.reader.destroy();
    throw new SandboxTrouble((error as Error).message);
  } finally {
    for (const fd of handedDown) closeSync(fd);
  }
}

/** Reads what bubblewrap says: the pid of the sandbox, and at the end the exit code, if the program was started at all. */
class StatusReader {
  readonly childPid: Promise<number>;
  readonly closed: Promise<void>;
  exitCode: number | null = null;
  #text = '';

  constructor(stream: Readable | undefined) {
    if (!stream) {
      this.childPid = new Promise(() => {});
      this.closed = Promise.resolve();
      return;
    }
    this.childPid = new Promise((resolve) => {
      stream.on('data', (chunk: Buffer) => {
        this.#text += chunk.toString('latin1');
        const pid = /"child-pid":\s*(\d+)/.exec(this.#text)?.[1];
        if (pid) resolve(Number(pid));
        const code = /"exit-code":\s*(\d+)/.exec(this.#text)?.[1];
        if (code) this.exitCode = Number(code);
      });
    });
    this.closed = new Promise((resolve) => stream.once('close', () => resolve()));
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
