import { type LogCategory, logError, logInfo } from '#app/server/log.server.ts';
import { describeForLog } from './recording-error.ts';

/** How often a keeper looks by itself: other processes end interviews, too. */
const LOOK_EVERY = 60_000;

/** How soon it tries again after a failure; each one more doubles it. A room needs a moment to settle after its end. */
const FIRST_RETRY = 2000;

/** Longest pause between two tries, so that an interview is not forgotten while a room server is down for days. */
const LAST_RETRY = 15 * 60_000;

/** What came of one: `not_settled` is tried again, `gone` is there no more. */
export type KeepingOutcome = 'kept' | 'not_settled' | 'gone';

/** What a keeper does, and what tells it the time. */
export interface KeeperWork<Due extends { interviewId: string }> {
  /** For the log: where it comes from, and what is said of one that is kept, of one that failed, and of no list. */
  words: { area: LogCategory; kept: string; failed: string; noList: string };
  listDue(): Promise<Due[]>;
  keep(due: Due, signal: AbortSignal): Promise<KeepingOutcome>;
  /** What is done with each look beside all that is due, and what is said where that failed. */
  tidy?: { run(): Promise<void>; failed: string };
  now(): number;
}

/** Does something for each interview that is over, one after the other, until each is done. */
export class Keeper<Due extends { interviewId: string }> {
  readonly #work: KeeperWork<Due>;
  readonly #listen: (wake: () => void) => () => void;
  /** When an interview that failed may be tried again, and how often it has failed. */
  readonly #waiting = new Map<string, { until: number; failures: number }>();
  readonly #abort = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  #stopListening: (() => void) | undefined;
  #look: Promise<void> | null = null;
  #isWoken = false;

  /** `listen` calls back when there may be something to do, and gives how to stop; without it only `wake` does. */
  constructor(work: KeeperWork<Due>, listen: (wake: () => void) => () => void = () => () => {}) {
    this.#work = work;
    this.#listen = listen;
  }

  /** Begins to look, now and whenever it is woken. */
  start(): void {
    this.#stopListening = this.#listen(() => this.wake());
    this.wake();
  }

  /** Looks at once, or once more when it is looking. */
  wake(): void {
    if (this.#abort.signal.aborted) return;
    this.#isWoken = true;
    this.#look ??= this.#lookWhileWoken();
  }

  /** Ends it. What it was doing is found by the next start. */
  async stop(): Promise<void> {
    this.#abort.abort();
    this.#stopListening?.();
    clearTimeout(this.#timer);
    await this.#look;
  }

  /** Tries everything that is due and need not wait. Returns in how many milliseconds to look again. */
  async lookOnce(): Promise<number> {
    const { signal } = this.#abort;
    const { tidy, words } = this.#work;
    if (tidy) await this.#try(tidy.failed, {}, () => tidy.run());
    const due = (await this.#try(words.noList, {}, () => this.#work.listDue())) ?? [];
    const ids = new Set(due.map(({ interviewId }) => interviewId));
    for (const id of this.#waiting.keys()) if (!ids.has(id)) this.#waiting.delete(id);
    for (const one of due) {
      if (signal.aborted) break;
      if ((this.#waiting.get(one.interviewId)?.until ?? 0) <= this.#work.now()) await this.#keep(one);
    }
    const soonest = Math.min(...[...this.#waiting.values()].map(({ until }) => until - this.#work.now()));
    return Math.max(0, Math.min(LOOK_EVERY, soonest));
  }

  async #lookWhileWoken(): Promise<void> {
    clearTimeout(this.#timer);
    let pause = LOOK_EVERY;
    while (this.#isWoken && !this.#abort.signal.aborted) {
      this.#isWoken = false;
      pause = await this.lookOnce();
    }
    this.#look = null;
    if (this.#abort.signal.aborted) return;
    this.#timer = setTimeout(() => this.wake(), pause);
    this.#timer.unref();
  }

  async #keep(due: Due): Promise<void> {
    const { interviewId } = due;
    const { words } = this.#work;
    const outcome = await this.#try(words.failed, { interview: interviewId }, () =>
      this.#work.keep(due, this.#abort.signal),
    );
    if (outcome === 'kept') logInfo(words.area, words.kept, { interview: interviewId });
    if (outcome === 'kept' || outcome === 'gone') {
      this.#waiting.delete(interviewId);
      return;
    }
    const failures = (this.#waiting.get(interviewId)?.failures ?? 0) + 1;
    const pause = Math.min(LAST_RETRY, FIRST_RETRY * 2 ** (failures - 1));
    this.#waiting.set(interviewId, { until: this.#work.now() + pause, failures });
  }

  /** What `work` gives, or null after its failure was logged. */
  async #try<T>(message: string, fields: Record<string, string>, work: () => Promise<T>): Promise<T | null> {
    try {
      return await work();
    } catch (error) {
      if (!this.#abort.signal.aborted)
        logError(this.#work.words.area, message, {
          ...fields,
          cause: describeForLog(error),
        });
      return null;
    }
  }
}
