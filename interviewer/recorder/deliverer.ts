import { createHash } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { measureOgg } from './ogg.ts';
import type { Outcome, RecorderClient } from './recorder-client.ts';
import { DELIVERY_RETRY, LONGEST_DELIVERY_RETRY } from './recorder-limits.ts';
import type { Spool, SpooledSegment } from './spool.ts';

export interface DelivererOptions {
  /** Names this process. */
  host: string;
  app: RecorderClient;
  spool: Spool;
  clock: Clock;
  log: Log;
}

/** Hands in what was recorded, one segment after the other, and removes what was taken. */
export class Deliverer {
  readonly #given: DelivererOptions;
  #waiting: SpooledSegment[] = [];
  #tries = 0;
  #running: Promise<void> | null = null;
  #cancelRetry: (() => void) | null = null;

  constructor(options: DelivererOptions) {
    this.#given = options;
  }

  /** Takes a segment whose file is complete, or as complete as it will ever be. */
  add(segment: SpooledSegment): void {
    this.#waiting.push(segment);
    this.wake();
  }

  /** Tries at once what waits. */
  wake(): void {
    this.#cancelRetry?.();
    this.#cancelRetry = null;
    this.#running ??= this.#run().finally(() => {
      this.#running = null;
      if (this.#waiting.length > 0) this.#retry();
    });
  }

  /** Whether something of this interview is not handed in yet. */
  isWaiting(interviewId: string): boolean {
    return this.#waiting.some((one) => one.interviewId === interviewId);
  }

  /** Resolves when all was tried once more, or after so long. */
  async finish(within: number): Promise<void> {
    if (this.#waiting.length === 0) return;
    this.wake();
    const late = new Promise<void>((resolve) => this.#given.clock.setTimer(resolve, within));
    await Promise.race([this.#running, late]);
    this.#cancelRetry?.();
  }

  async #run(): Promise<void> {
    const tried = new Set<SpooledSegment>();
    for (;;) {
      const segment = this.#waiting.find((one) => !tried.has(one));
      if (!segment) return;
      tried.add(segment);
      if (!(await this.#deliver(segment))) continue;
      this.#waiting = this.#waiting.filter((one) => one !== segment);
      this.#tries = 0;
    }
  }

  async #deliver(segment: SpooledSegment): Promise<boolean> {
    const { log, spool } = this.#given;
    const facts = { interview: segment.interviewId, number: segment.number };
    try {
      const outcome = await this.#send(segment);
      if (outcome === 'foreign') return false;
      await spool.remove(segment);
      if (outcome === 'refused') log.error('What was recorded may not be kept.', facts);
      else log.info('What was recorded is handed in.', facts);
      return true;
    } catch (error) {
      const name = error instanceof Error ? error.name : 'unknown';
      if (this.#tries === 0)
        log.error('What was recorded cannot be handed in yet.', { ...facts, error: name });
      return false;
    }
  }

  async #send({ interviewId, host, participantId, number, startedAt }: SpooledSegment): Promise<Outcome> {
    const { app, spool } = this.#given;
    const file = await spool.read({ interviewId, host, participantId, number, startedAt });
    const { durationMs, length } = measureOgg(file);
    if (durationMs === 0) return 'taken'; // nothing was said into it
    const bytes = file.subarray(0, length);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const head = { participantId, number, startedAt, durationMs, sha256 };
    const outcome = await app.sendSegment(interviewId, { ...head, host: this.#given.host }, bytes);
    if (outcome !== 'foreign' || host === this.#given.host) return outcome;
    // the process before this one was the last that held the call
    return app.sendSegment(interviewId, { ...head, host }, bytes);
  }

  #retry(): void {
    const delay = Math.min(LONGEST_DELIVERY_RETRY, DELIVERY_RETRY * 2 ** this.#tries++);
    this.#cancelRetry?.();
    this.#cancelRetry = this.#given.clock.setTimer(() => this.wake(), delay);
  }
}
