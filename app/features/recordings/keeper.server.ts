import { logError, logInfo } from '#app/server/log.server.ts';
import { onAnnouncedEnd } from './interview-ended.server.ts';
import { type KeepingOutcome, keepRecording } from './keep-recording.server.ts';
import { describeForLog } from './recording-error.ts';
import { type DueRecording, listDueRecordings } from './recording-rows.server.ts';
import { removeVanished } from './removals.server.ts';

/** How often the keeper looks by itself: other processes end interviews, too. */
const LOOK_EVERY = 60_000;

/** How soon it tries again after a failure; each one more doubles it. A room needs a moment to settle after its end. */
const FIRST_RETRY = 2000;

/** Longest pause between two tries, so that an interview is not forgotten while a room server is down for days. */
const LAST_RETRY = 15 * 60_000;

/** What does the keeper's work, and tells it the time. */
export interface KeeperWork {
  listDue(): Promise<DueRecording[]>;
  keep(due: DueRecording, signal: AbortSignal): Promise<KeepingOutcome>;
  removeVanished(): Promise<void>;
  now(): number;
}

const WORK: KeeperWork = {
  listDue: listDueRecordings,
  keep: (due, signal) => keepRecording(due, signal),
  removeVanished: () => removeVanished(),
  now: () => Date.now(),
};

/** Stores the recordings of interviews that are over, one after the other, until each is done. */
export class RecordingKeeper {
  readonly #work: KeeperWork;
  /** When an interview that failed may be tried again, and how often it has failed. */
  readonly #waiting = new Map<string, { until: number; failures: number }>();
  readonly #abort = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  #stopListening: (() => void) | undefined;
  #look: Promise<void> | null = null;
  #isWoken = false;

  constructor(work: KeeperWork = WORK) {
    this.#work = work;
  }

  /** Begins to look, now and whenever an interview ends in this process. */
  start(): void {
    this.#stopListening = onAnnouncedEnd(() => this.wake());
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
    await this.#try('Files of deleted interviews could not be removed.', {}, this.#work.removeVanished);
    const due = (await this.#try('Nothing can be recorded now.', {}, this.#work.listDue)) ?? [];
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

  async #keep(due: DueRecording): Promise<void> {
    const { interviewId } = due;
    const outcome = await this.#try(
      'A recording is not stored yet. It is tried again.',
      { interview: interviewId },
      () => this.#work.keep(due, this.#abort.signal),
    );
    if (outcome === 'kept') logInfo('recording', 'A recording is stored.', { interview: interviewId });
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
        logError('recording', message, {
          ...fields,
          cause: describeForLog(error),
        });
      return null;
    }
  }
}
