import type { StatusReport } from '#core/interview-clock.ts';
import type { Log } from './log.ts';
import { REPORT_RETRY, REPORT_RETRY_MOST } from './room-limits.ts';
import type { RoomStorage } from './storage.ts';
import { encodeStored, REPORTED_KEY } from './stored.ts';

/** Tells the app where the interview stands. `gone`: it has no such interview any more. */
export type SendReport = (
  interviewId: string,
  report: StatusReport,
) => Promise<'taken' | 'gone' | 'unreachable'>;

export interface StatusOutboxDependencies {
  storage: RoomStorage;
  clock: () => number;
  log: Log;
  interviewId: () => string | null;
  send: SendReport;
  /** `retryAt` has changed. */
  onChange: () => void;
}

/**
 * Brings the room's status to the app, for certain: what was told last is on disk beside what there is to tell, so
 * whoever dies in between, it is told again. Reports are whole and numbered, so twice does no harm.
 */
export class StatusOutbox {
  readonly #given: StatusOutboxDependencies;
  #reported = 0;
  #durable: StatusReport | null = null;
  #failures = 0;
  #isSending = false;
  #retryAt: number | null = null;

  constructor(given: StatusOutboxDependencies) {
    this.#given = given;
  }

  /** When it wants to be asked to `flush` again, or null. */
  get retryAt(): number | null {
    return this.#retryAt;
  }

  /** Takes up which revision the app has. */
  restore(reported: number): void {
    this.#reported = reported;
  }

  /** This is on disk now, and to be told. */
  noteDurable(report: StatusReport | null): void {
    this.#durable = report;
    void this.flush();
  }

  async #noteTaken(revision: number): Promise<void> {
    this.#reported = revision;
    this.#failures = 0;
    this.#retryAt = null;
    await this.#given.storage.put(new Map([[REPORTED_KEY, encodeStored({ revision })]]));
  }

  /** Sends what the app does not have yet. Never rejects. */
  async flush(): Promise<void> {
    const { clock, interviewId, log, onChange, send } = this.#given;
    if (this.#isSending || (this.#retryAt !== null && clock() < this.#retryAt)) return;
    this.#isSending = true;
    try {
      for (let next = this.#durable; next && next.revision > this.#reported; next = this.#durable) {
        const id = interviewId();
        if (id === null) return;
        const answer = await send(id, next);
        if (answer === 'unreachable') {
          this.#retryAt = clock() + Math.min(REPORT_RETRY * 2 ** this.#failures++, REPORT_RETRY_MOST);
          onChange();
          return;
        }
        await this.#noteTaken(next.revision);
      }
      if (this.#retryAt !== null) {
        this.#retryAt = null;
        onChange();
      }
    } catch (error) {
      // told again with the next change, or when the room is woken
      log.error('A report was sent and not noted.', {
        error: error instanceof Error ? error.name : 'unknown',
      });
    } finally {
      this.#isSending = false;
    }
  }
}
