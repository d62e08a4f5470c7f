/** Pauses before each further try to come back; the last one repeats. Milliseconds. */
export const REJOIN_PAUSES = [1000, 2000, 4000, 8000, 15_000] as const;

export type RejoinResult =
  /** In again, or out for good and said so. */
  { type: 'done' } | { type: 'again'; message: string };

interface RejoinOptions {
  /** One whole try, with a new token. */
  attempt: () => Promise<RejoinResult>;
  /** What to tell meanwhile; `nextTryAt` is null while a try goes on. */
  onState: (message: string, nextTryAt: number | null) => void;
}

/** Comes back into a call that was lost, with growing pauses, for as long as the page is open. */
export class Rejoin {
  readonly #options: RejoinOptions;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #tries = 0;
  #message = '';
  /** Counts starts and stops: a try that was begun before has no say any more. */
  #round = 0;

  constructor(options: RejoinOptions) {
    this.#options = options;
  }

  start(message: string): void {
    this.stop();
    this.#tries = 0;
    this.#wait(message);
  }

  /** Tries at once where a pause is running. */
  wake(): void {
    if (this.#timer !== undefined) void this.#try();
  }

  stop(): void {
    this.#round += 1;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #wait(message: string): void {
    const pause = REJOIN_PAUSES[Math.min(this.#tries, REJOIN_PAUSES.length - 1)] ?? 0;
    this.#tries += 1;
    this.#message = message;
    this.#options.onState(message, Date.now() + pause);
    this.#timer = setTimeout(() => void this.#try(), pause);
  }

  async #try(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const round = this.#round;
    this.#options.onState(this.#message, null);
    const result = await this.#options.attempt();
    if (round === this.#round && result.type === 'again') this.#wait(result.message);
  }
}
