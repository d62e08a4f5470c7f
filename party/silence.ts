import type { SetTimer } from './journal.ts';
import { SILENCE_BEFORE_ASKING, SILENCE_BEFORE_CLOSING, SWEEP_EVERY } from './room-limits.ts';
import type { Session } from './session.ts';
import type { Sessions } from './sessions.ts';
import { QUERY_AWARENESS } from './wire.ts';

/** Finds sockets that fell silent, for as long as there are any at all. A cut cable sends no close. */
export class SilenceWatch {
  readonly #sessions: Sessions;
  readonly #clock: () => number;
  readonly #setTimer: SetTimer;
  readonly #onDead: (session: Session) => void;
  #isWatching = false;

  constructor(given: {
    sessions: Sessions;
    clock: () => number;
    setTimer: SetTimer;
    onDead: (session: Session) => void;
  }) {
    this.#sessions = given.sessions;
    this.#clock = given.clock;
    this.#setTimer = given.setTimer;
    this.#onDead = given.onDead;
  }

  /** Begins to watch, unless it does already. It ends by itself when nobody is left. */
  start(): void {
    if (this.#isWatching) return;
    this.#isWatching = true;
    this.#setTimer(() => {
      this.#isWatching = false;
      this.#look(this.#clock());
      if (this.#sessions.size > 0) this.start();
    }, SWEEP_EVERY);
  }

  #look(now: number): void {
    for (const session of [...this.#sessions]) {
      const silence = now - session.lastHeard;
      if (silence > SILENCE_BEFORE_CLOSING) {
        this.#onDead(session);
      } else if (silence > SILENCE_BEFORE_ASKING && !session.isAsked) {
        session.isAsked = true;
        session.send(QUERY_AWARENESS);
      }
    }
  }
}
