import type { Cell, Driver, Sandbox, SandboxSpec, WorkspaceFile } from '../driver.ts';
import { parseHarnessLine } from '../judge/answers.ts';
import { LAUNCH_TIMEOUT } from '../limits.ts';
import type { Log } from '../log.ts';

/** How long after a member was taken the next one is made: what it was taken for has the machine to itself first. */
const REFILL_DELAY = 100;

/** How long to wait while every runner is busy, and after a member that did not start. */
const RETRY_BUSY = 250;
const RETRY_FAILED = 5000;

/** Members in a row that may fail before we stop: something is wrong that more of them will not mend. */
const MAX_FAILURES = 5;

/** A harness that waits for its program, in a cell of its own. Whoever takes it ends it and closes the cell. */
export interface Member {
  cell: Cell;
  sandbox: Sandbox;
}

export interface WarmPoolOptions {
  driver: Driver;
  size: number;
  /** What is started. */
  spec: SandboxSpec;
  /** Our files, which must lie in the workspace before the start. */
  files: readonly WorkspaceFile[];
  /** Whether every runner is at work: filling the pool must not slow them. */
  isBusy: () => boolean;
  log: Log;
}

/**
 * Keeps some harnesses of one kind started. Each is used once, knows nothing of anybody before it is taken, and is
 * replaced in the background, one at a time, when runners are idle.
 */
export class WarmPool {
  readonly #options: WarmPoolOptions;
  readonly #members = new Set<Member>();
  readonly #closing = new Set<Promise<void>>();
  #timer: NodeJS.Timeout | null = null;
  #filling: Promise<void> | null = null;
  #failures = 0;
  #isClosed = false;

  constructor(options: WarmPoolOptions) {
    this.#options = options;
    this.#fillAfter(0);
  }

  /** Members that wait. */
  get waiting(): number {
    return this.#members.size;
  }

  /** A member, or null when none is ready. */
  take(): Member | null {
    const [member] = this.#members;
    if (!member) return null;
    this.#members.delete(member);
    this.#fillAfter(REFILL_DELAY);
    return member;
  }

  /** Ends all members and makes no more. */
  async close(): Promise<void> {
    this.#isClosed = true;
    if (this.#timer) clearTimeout(this.#timer);
    await this.#filling;
    for (const member of this.#members) member.sandbox.kill();
    await Promise.all([...this.#members].map(({ sandbox }) => sandbox.ended.catch(() => {})));
    await Promise.all(this.#closing);
  }

  #fillAfter(delay: number): void {
    if (this.#isClosed) return;
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#filling ??= this.#fill().finally(() => {
        this.#filling = null;
      });
    }, delay);
    this.#timer.unref();
  }

  async #fill(): Promise<void> {
    const { size, isBusy, log } = this.#options;
    if (this.#isClosed || this.#members.size >= size) return;
    if (isBusy()) return this.#fillAfter(RETRY_BUSY);
    try {
      this.#keep(await this.#start());
      this.#failures = 0;
      this.#fillAfter(0);
    } catch (error) {
      this.#failures += 1;
      const reason = (error as Error).message;
      if (this.#failures < MAX_FAILURES) return this.#fillAfter(RETRY_FAILED);
      log.error('driver', 'A warm pool stays empty: its members do not start', { reason });
    }
  }

  /** A member that ends while it waits makes room for another. */
  #keep(member: Member): void {
    this.#members.add(member);
    const closing = member.sandbox.ended
      .catch(() => {}) // It is as gone as one that ended by itself.
      .then(async () => {
        if (!this.#members.delete(member)) return;
        await member.cell.close();
        this.#fillAfter(RETRY_BUSY);
      });
    this.#closing.add(closing);
    closing.finally(() => this.#closing.delete(closing));
  }

  async #start(): Promise<Member> {
    const { driver, spec, files } = this.#options;
    const cell = await driver.open();
    let sandbox: Sandbox | null = null;
    try {
      await cell.writeFiles(files);
      sandbox = await cell.start(spec);
      await isWaiting(sandbox);
      return { cell, sandbox };
    } catch (error) {
      sandbox?.kill();
      await sandbox?.ended.catch(() => {}); // What went wrong first is thrown below.
      await cell.close();
      throw error;
    }
  }
}

/** Resolves when the harness has said that it waits; takes nothing else from its streams. */
async function isWaiting(sandbox: Sandbox): Promise<void> {
  const { results } = sandbox;
  if (!results) throw new Error('A harness needs a channel for its answers.');
  let timer: NodeJS.Timeout | undefined;
  let text = '';
  try {
    await new Promise<void>((resolve, reject) => {
      timer = setTimeout(() => reject(new Error('The harness did not start in time.')), LAUNCH_TIMEOUT);
      sandbox.ended.then(() => reject(new Error('The harness ended before it was asked anything.')), reject);
      results.on('readable', () => {
        const chunk = results.read() as Buffer | null;
        text += chunk?.toString('latin1') ?? '';
        if (!text.endsWith('\n')) return;
        const line = parseHarnessLine(text);
        if (line && 'waiting' in line) resolve();
      });
    });
  } finally {
    clearTimeout(timer);
    results.removeAllListeners('readable');
  }
}
