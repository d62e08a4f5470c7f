/** Who goes first: programs that people type into, then runs, then tests for a score. */
export const LANES = ['terminal', 'run', 'submit'] as const;
export type Lane = (typeof LANES)[number];

/** A piece of work that waits for its turn. */
export interface Job {
  lane: Lane;
  /** Jobs of one group run one after the other, in their order. */
  group: string;
  /** Told whenever the place changes; 1 means next. */
  onPosition(position: number): void;
  /** Does the work. Must not reject. */
  run(): Promise<void>;
}

export interface QueueLimits {
  /** Jobs that run at the same time in the lanes `run` and `submit` together. */
  concurrency: number;
  /** The same for the lane `terminal`, whose jobs mostly wait for people. */
  terminalConcurrency: number;
  maxWaiting: number;
  maxWaitingPerGroup: number;
}

/**
 * Runs jobs lane by lane and first come, first served within each, except that a job waits while another of its group
 * runs. Bounded: what does not fit is refused at once.
 */
export class Queue {
  readonly #limits: QueueLimits;
  /** In the order in which they start. */
  readonly #waiting: Job[] = [];
  readonly #running = new Set<Job>();
  readonly #positions = new WeakMap<Job, number>();
  #onIdle: (() => void)[] = [];

  constructor(limits: QueueLimits) {
    this.#limits = limits;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  get running(): number {
    return this.#running.size;
  }

  /** Whether every place for runs and tests is taken. */
  get isBusy(): boolean {
    const working = [...this.#running].filter(({ lane }) => lane !== 'terminal');
    return working.length >= this.#limits.concurrency;
  }

  /** Takes a job, or says that there is no room for it. */
  add(job: Job): 'taken' | 'full' {
    const ofGroup = this.#waiting.filter((other) => other.group === job.group).length;
    if (this.#waiting.length >= this.#limits.maxWaiting || ofGroup >= this.#limits.maxWaitingPerGroup) {
      if (!this.#canStart(job)) return 'full';
    }
    const rank = LANES.indexOf(job.lane);
    const at = this.#waiting.findIndex((other) => LANES.indexOf(other.lane) > rank);
    this.#waiting.splice(at < 0 ? this.#waiting.length : at, 0, job);
    this.#advance();
    return 'taken';
  }

  /** Takes back a job that has not started. False when it has, or is not here. */
  remove(job: Job): boolean {
    const index = this.#waiting.indexOf(job);
    if (index < 0) return false;
    this.#waiting.splice(index, 1);
    this.#advance();
    this.#settle();
    return true;
  }

  /** Resolves when nothing waits and nothing runs. */
  idle(): Promise<void> {
    return new Promise((resolve) => {
      this.#onIdle.push(resolve);
      this.#settle();
    });
  }

  #canStart(job: Job): boolean {
    const isTerminal = job.lane === 'terminal';
    let beside = 0;
    for (const other of this.#running) {
      if (other.group === job.group) return false;
      if ((other.lane === 'terminal') === isTerminal) beside++;
    }
    return beside < (isTerminal ? this.#limits.terminalConcurrency : this.#limits.concurrency);
  }

  #advance(): void {
    for (const job of [...this.#waiting]) {
      if (!this.#canStart(job)) continue;
      this.#waiting.splice(this.#waiting.indexOf(job), 1);
      this.#running.add(job);
      void job.run().finally(() => {
        this.#running.delete(job);
        this.#advance();
        this.#settle();
      });
    }
    this.#waiting.forEach((job, index) => {
      if (this.#positions.get(job) === index + 1) return;
      this.#positions.set(job, index + 1);
      job.onPosition(index + 1);
    });
  }

  #settle(): void {
    if (this.#waiting.length + this.#running.size > 0) return;
    for (const resolve of this.#onIdle.splice(0)) resolve();
  }
}
