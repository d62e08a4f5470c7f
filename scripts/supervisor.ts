import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import readline from 'node:readline';

export interface Service {
  name: string;
  /** Script and arguments for this Node. */
  args: string[];
  env: NodeJS.ProcessEnv;
}

/** A service that is not ready after this long is reported; it may still come up. */
const READY_TIMEOUT = 90_000;
/** First pause before a crashed service is started again; doubles up to the maximum. */
const RESTART_PAUSE = 250;
const MAX_RESTART_PAUSE = 10_000;
/** A service that ran this long had a good start: its next crash waits the first pause again. */
const GOOD_RUN = 30_000;
/** How long a service may take to end before it is killed. */
const STOP_GRACE = 6_000;

interface Running {
  service: Service;
  child: ChildProcess;
  startedAt: number;
  pause: number;
}

/**
 * Starts services as children, each in its own process group, and keeps them running: one that ends by itself is
 * started again. A service is ready when it prints a line beginning with `ready `; its other lines go to the log.
 */
export class Supervisor {
  readonly #running = new Map<string, Running>();
  readonly #log: (name: string, line: string) => void;
  #isStopping = false;

  constructor(log: (name: string, line: string) => void) {
    this.#log = log;
  }

  /** Resolves once the service is ready; throws when it ends or stays silent before that. */
  start(service: Service): Promise<void> {
    return this.#launch(service, RESTART_PAUSE);
  }

  /** Ends the service and starts it anew, for reloading in development. */
  async restart(name: string): Promise<void> {
    const running = this.#running.get(name);
    if (!running || this.#isStopping) return;
    this.#running.delete(name);
    await end(running.child);
    if (!this.#isStopping) await this.#launch(running.service, RESTART_PAUSE);
  }

  /** Ends every service, the last started first, and returns when all are gone. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    const children = [...this.#running.values()].reverse();
    this.#running.clear();
    for (const { child } of children) await end(child);
  }

  #launch(service: Service, pause: number): Promise<void> {
    const [command, args] = withParentWatch(process.execPath, service.args);
    const child = spawn(command, args, {
      env: service.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    const running: Running = { service, child, startedAt: Date.now(), pause };
    this.#running.set(service.name, running);
    const ready = new Promise<void>((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`${service.name} is not ready after ${READY_TIMEOUT / 1000} s.`)),
        READY_TIMEOUT,
      );
      const lines = (stream: NodeJS.ReadableStream) =>
        readline.createInterface({ input: stream }).on('line', (line) => {
          if (line.startsWith('ready ')) {
            clearTimeout(timer);
            resolve();
          } else this.#log(service.name, line);
        });
      if (child.stdout) lines(child.stdout);
      if (child.stderr) lines(child.stderr);
      child.once('error', reject);
      child.once('exit', (code, signal) => {
        clearTimeout(timer);
        reject(new Error(`${service.name} ended before it was ready (${signal ?? `exit code ${code}`}).`));
        this.#onExit(running, code, signal);
      });
    });
    return ready;
  }

  #onExit(running: Running, code: number | null, signal: NodeJS.Signals | null): void {
    const { service, child, startedAt, pause } = running;
    if (this.#running.get(service.name)?.child !== child) return; // stopped or replaced on purpose
    killGroup(child, 'SIGKILL'); // what it left behind would hold its ports
    const wait = Date.now() - startedAt > GOOD_RUN ? RESTART_PAUSE : pause;
    this.#log(service.name, `ended (${signal ?? `exit code ${code}`}); starting it again in ${wait} ms`);
    setTimeout(() => {
      if (this.#isStopping || this.#running.get(service.name)?.child !== child) return;
      this.#launch(service, Math.min(wait * 2, MAX_RESTART_PAUSE)).catch(() => {
        // it ended again: #onExit has logged that and waits longer
      });
    }, wait);
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  const timer = setTimeout(() => killGroup(child, 'SIGKILL'), STOP_GRACE);
  await gone;
  clearTimeout(timer);
  killGroup(child, 'SIGKILL');
}

function killGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // the group is empty: nothing is left to end
  }
}

/** On Linux the kernel ends the child when this process dies, however it dies. */
export function withParentWatch(command: string, args: string[]): [string, string[]] {
  const setpriv = '/usr/bin/setpriv';
  if (process.platform !== 'linux' || !fs.existsSync(setpriv)) return [command, args];
  return [setpriv, ['--pdeathsig', 'TERM', '--', command, ...args]];
}
