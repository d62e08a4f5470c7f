import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { MAX_OPEN_FILES, STACK_BYTES } from '../limits.ts';
import { findLeakedFds } from './leaked-fds.ts';

/** Name of a starter in a list of processes. */
export const STARTER_NAME = 'interlace-starter';

/**
 * What a starter does: for each line on stdin it runs the script in `$1`, in a process of its own that becomes
 * bubblewrap, waits for it and says that it has ended. The script is a file, which a shell reads in one go, while it
 * reads stdin byte by byte.
 */
const LOOP = 'while read -r _; do (. "$1"); echo ended; done';

/** bubblewrap is process 1 inside, where its environment can be read: it gets none. */
const NO_ENV = {} as NodeJS.ProcessEnv;

export interface StarterTools {
  prlimit: string;
  setpriv: string;
  /** Needed only when there are descriptors to close. */
  bash: string;
}

export interface StarterOptions {
  tools: StarterTools;
  /** The user that everything runs as, or null when that is the service's own. */
  uid: number | null;
  /** File with the script, see `buildStartScript`. */
  scriptPath: string;
  /** Largest file that a program may write, in bytes. */
  fileBytes: number;
}

/**
 * A small shell that starts one sandbox after the other. A fork of this service would cost milliseconds, since the
 * kernel copies the tables of all its memory; a fork of the shell costs a fraction of one. It has the resource limits
 * and the user of what it starts, and gets SIGKILL when the service ends, however that ends; what it has started ends
 * with it.
 */
export class Starter {
  readonly fileBytes: number;
  readonly #child: ChildProcess;
  readonly #stdin: Writable;
  readonly #gone: Promise<void>;
  #isGone = false;
  #onEnded: (() => void) | null = null;

  constructor(options: StarterOptions) {
    this.fileBytes = options.fileBytes;
    const [program = '', ...args] = buildStarterCommand(options, findLeakedFds());
    this.#child = spawn(program, args, {
      env: NO_ENV,
      cwd: '/',
      detached: true,
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    this.#stdin = this.#child.stdin as Writable;
    this.#stdin.on('error', () => {}); // It has ended, which is told below.
    // One word for each start, and one start at a time: whatever arrives means that it has ended.
    this.#child.stdout?.on('data', () => this.#tellEnded());
    this.#gone = new Promise((resolve) => {
      const end = () => {
        this.#isGone = true;
        this.#tellEnded();
        resolve();
      };
      this.#child.once('exit', end);
      this.#child.once('error', end);
    });
  }

  /** Whether it can start nothing any more. */
  get isGone(): boolean {
    return this.#isGone;
  }

  /** Runs the script once and resolves when that has ended, or the starter with it. One at a time. */
  start(): Promise<void> {
    if (this.#isGone) return Promise.resolve();
    const ended = new Promise<void>((resolve) => {
      this.#onEnded = resolve;
    });
    this.#stdin.write('\n');
    return ended;
  }

  /** Ends it, with whatever it has started. */
  kill(): void {
    this.#child.kill('SIGKILL');
  }

  /** Ends it when nothing runs, and resolves when it is gone. */
  async close(): Promise<void> {
    if (this.#isGone) return;
    this.#stdin.end();
    const timer = setTimeout(() => this.kill(), 500);
    await this.#gone;
    clearTimeout(timer);
    if (this.#child.stdout && !this.#child.stdout.closed) await once(this.#child.stdout, 'close');
  }

  #tellEnded(): void {
    const tell = this.#onEnded;
    this.#onEnded = null;
    tell?.();
  }
}

/**
 * The command of a starter: closes inherited descriptors, which would be open in the sandbox, sets limits that all
 * programs have, becomes the sandbox's user. `setpriv` comes after the change of user, which would clear the signal.
 */
export function buildStarterCommand(
  { tools, uid, scriptPath, fileBytes }: StarterOptions,
  leakedFds: readonly number[],
): string[] {
  const user = uid === null ? [] : [`--reuid=${uid}`, `--regid=${uid}`, '--clear-groups'];
  const command = [
    ...[tools.prlimit, '--core=0', `--nofile=${MAX_OPEN_FILES}`, `--fsize=${fileBytes}`],
    ...['--memlock=65536', '--msgqueue=0', `--stack=${STACK_BYTES}`, '--'],
    ...[tools.setpriv, '--pdeathsig=KILL', ...user, '--'],
    ...['/bin/sh', '-c', LOOP, STARTER_NAME, scriptPath],
  ];
  if (leakedFds.length === 0) return command;
  const closing = leakedFds.map((fd) => `exec ${fd}>&-`).join('; ');
  // Its stdin is a socket, from which bash concludes that it should read the user's start files.
  return [tools.bash, '--norc', '-c', `${closing}; exec "$@"`, 'launch', ...command];
}
