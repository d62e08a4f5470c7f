import type { RoomToken, TokenAnswer } from './room-token.ts';

/** A token is renewed this long before it ends, so that a reconnect never meets an expired one. */
const RENEW_BEFORE = 90_000;
/** Shortest and longest time between two renewals: a wrong clock must neither flood the app nor let the token end. */
const MIN_RENEWAL = 30_000;
const MAX_RENEWAL = 200_000;
/** Pauses while the app cannot be reached. */
const FIRST_RETRY = 500;
const MAX_RETRY = 8000;

/** What came of asking for entry: the app's no, or a token that `onToken` has been given. */
export type Entry = Extract<TokenAnswer, { type: 'refused' }> | { type: 'token' };

interface TokenKeeperOptions {
  fetchToken: () => Promise<TokenAnswer>;
  /** A token that may be used from now on. */
  onToken: (token: RoomToken) => void;
  now: () => number;
}

/** Keeps a token at hand that is good for the next connect. */
export class TokenKeeper {
  readonly #options: TokenKeeperOptions;
  #renewAt = 0;
  #pending: Promise<TokenAnswer> | null = null;
  #renewal: ReturnType<typeof setTimeout> | undefined;
  #isStopped = false;

  constructor(options: TokenKeeperOptions) {
    this.#options = options;
  }

  /** Waits until the app can be reached, then gives its answer. At once when a fresh token is at hand. */
  async require(): Promise<Entry> {
    for (let pause = FIRST_RETRY; !this.#isStopped; pause = Math.min(pause * 2, MAX_RETRY)) {
      if (this.#isFresh()) return { type: 'token' };
      const answer = await this.refresh();
      if (answer.type !== 'unreachable') return answer.type === 'token' ? { type: 'token' } : answer;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
    return { type: 'token' };
  }

  /** One question to the app; several at once become one. */
  refresh(): Promise<TokenAnswer> {
    this.#pending ??= this.#ask().finally(() => {
      this.#pending = null;
    });
    return this.#pending;
  }

  async refreshIfOld(): Promise<void> {
    if (!this.#isFresh()) await this.refresh();
  }

  /** The present token was refused or tells of something that is no longer so. */
  forget(): void {
    this.#renewAt = 0;
  }

  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#renewal);
  }

  #isFresh(): boolean {
    return this.#options.now() < this.#renewAt;
  }

  async #ask(): Promise<TokenAnswer> {
    const answer = await this.#options.fetchToken();
    if (answer.type !== 'token' || this.#isStopped) return answer;
    const left = answer.token.expiresAt - this.#options.now() - RENEW_BEFORE;
    const wait = Math.min(MAX_RENEWAL, Math.max(MIN_RENEWAL, left));
    this.#renewAt = this.#options.now() + wait;
    this.#options.onToken(answer.token);
    clearTimeout(this.#renewal);
    this.#renewal = setTimeout(() => void this.refresh(), wait);
    return answer;
  }
}
