/** A piece of work that waits for its turn. */
export interface Job {
  /** Jobs of one group run one after the other, in their order. */
  group: string;
  /** Told whenever the place changes; 1 means next. */
  onPosition(position: number): void;
  /** Does the work. Must not reject. */
  run(): Promise<void>;
}

export interface QueueLimits {
  /** Jobs that run at the same time. */
  concurrency: number;
  maxWaiting: number;
  maxWaitingPerGroup: number;
}

/**
 * Runs jobs first come, first served, except that a job waits while another of its group runs. Bounded: what does
 * not fit is refused at once.
 */
export class Queue {
  readonly #limits: QueueLimits;
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

  /** Takes a job, or says that there is no room for it. */
  add(job: Job): 'taken' | 'full' {
    const ofGroup = this.#waiting.filter((other) => other.group === job.group).length;
    if (this.#waiting.length >= this.#limits.maxWaiting || ofGroup >= this.#limits.maxWaitingPerGroup) {
      if (!this.#canStart(job)) return 'full';
    }
    this.#waiting.push(job);
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
    if (this.#running.size >= this.#limits.concurrency) return false;
    for (const other of this.#running) if (other.group === job.group) return false;
    return true;
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
