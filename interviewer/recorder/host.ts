import { CLAIM_EVERY, LEASE_TIME } from '#core/interviewer-service.ts';
import { MAX_RECORDED_CALLS, type RecordedCall } from '#core/recorder-service.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { AppClock } from './app-clock.ts';
import { CallRecorder, type CallRecorderOptions } from './call-recorder.ts';
import { Deliverer } from './deliverer.ts';
import type { RecorderClient } from './recorder-client.ts';
import { LAST_DELIVERY } from './recorder-limits.ts';
import type { Spool } from './spool.ts';

export interface RecorderHostOptions extends Pick<CallRecorderOptions, 'transcriber' | 'transcribePrice'> {
  /** Names this process. */
  id: string;
  app: RecorderClient;
  spool: Spool;
  /** Calls recorded at once. */
  capacity: number;
  /** This machine's. */
  clock: Clock;
  appClock: AppClock;
  log: Log;
}

/** Records calls: asks the app for those that wait, keeps their leases, and leaves those that it may not record any more. */
export class RecorderHost {
  readonly #given: RecorderHostOptions;
  readonly #held = new Map<string, CallRecorder>();
  readonly #ending = new Set<Promise<void>>();
  readonly #deliverer: Deliverer;
  #cancelNext: (() => void) | null = null;
  #renewedAt: number;
  /** The app did not answer the last time, which was said. */
  #isTroubled = false;
  #isStopped = false;

  constructor(options: RecorderHostOptions) {
    const { app, clock, id, log, spool } = options;
    this.#given = options;
    this.#renewedAt = clock.now();
    this.#deliverer = new Deliverer({ host: id, app, spool, clock, log });
  }

  /** Begins to ask for calls, and hands in what an earlier process left. */
  start(): void {
    for (const segment of this.#given.spool.list()) this.#deliverer.add(segment);
    void this.#tick();
  }

  /** Leaves all calls, so that others can go on with them at once. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#cancelNext?.();
    const left = [...this.#held.keys()];
    for (const id of left) this.#drop(id);
    await Promise.all(this.#ending);
    await this.#deliverer.finish(LAST_DELIVERY);
    // without its lease a call takes nothing more from this process: where something waits, it runs out by itself
    const released = left.filter((id) => !this.#deliverer.isWaiting(id)).slice(0, MAX_RECORDED_CALLS);
    if (released.length > 0) await this.#claim(0, released).catch(() => {});
  }

  async #tick(): Promise<void> {
    const { capacity, clock, log } = this.#given;
    try {
      const calls = await this.#claim(capacity - this.#held.size, []);
      this.#renewedAt = clock.now();
      this.#isTroubled = false;
      const ours = new Set(calls.map(({ interviewId }) => interviewId));
      for (const id of [...this.#held.keys()]) if (!ours.has(id)) this.#drop(id);
      if (!this.#isStopped) for (const call of calls) this.#take(call);
    } catch (error) {
      if (!this.#isTroubled)
        log.error('The app cannot be asked for calls.', {
          error: error instanceof Error ? error.name : 'unknown',
        });
      this.#isTroubled = true;
      // whoever holds no lease does not know any more who may be recorded
      if (clock.now() - this.#renewedAt > LEASE_TIME) for (const id of [...this.#held.keys()]) this.#drop(id);
    }
    if (!this.#isStopped) this.#cancelNext = clock.setTimer(() => void this.#tick(), CLAIM_EVERY);
  }

  async #claim(room: number, released: string[]): Promise<RecordedCall[]> {
    const { app, appClock, clock, id } = this.#given;
    const sentAt = clock.now();
    const held = [...this.#held.keys()];
    const { calls, serverTime } = await app.claim({ host: id, held, released, room: Math.max(0, room) });
    appClock.note(sentAt, clock.now(), serverTime);
    return calls;
  }

  #take(call: RecordedCall): void {
    const { app, appClock, id, log, spool, transcriber, transcribePrice } = this.#given;
    this.#held.get(call.interviewId)?.update(call);
    if (this.#held.has(call.interviewId)) return;
    log.info('A call is recorded.', { interview: call.interviewId, speakers: call.speakers.length });
    const recorder = new CallRecorder(call, {
      ...{ host: id, app, spool, transcriber, transcribePrice, log, clock: appClock },
      onSegment: (segment) => this.#deliverer.add(segment),
    });
    this.#held.set(call.interviewId, recorder);
    // what an earlier process left of it is taken now
    if (this.#deliverer.isWaiting(call.interviewId)) this.#deliverer.wake();
  }

  #drop(interviewId: string): void {
    const recorder = this.#held.get(interviewId);
    if (!recorder) return;
    this.#held.delete(interviewId);
    const ending = recorder.close().finally(() => this.#ending.delete(ending));
    this.#ending.add(ending);
  }
}
