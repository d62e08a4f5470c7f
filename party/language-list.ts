import type { LanguageStatus } from '#core/languages.ts';
import type { SetTimer } from './journal.ts';
import { LANGUAGES_RETRY, LANGUAGES_TTL } from './room-limits.ts';
import type { Session } from './session.ts';
import type { Sessions } from './sessions.ts';

export interface LanguageListDependencies {
  /** Null when the sandbox does not say. */
  ask: () => Promise<LanguageStatus[] | null>;
  sessions: Sessions;
  clock: () => number;
  setTimer: SetTimer;
}

/** What the sandbox can run, as the room last heard. Nobody asks for it while nobody is here. */
export class LanguageList {
  readonly #given: LanguageListDependencies;
  #known: LanguageStatus[] | null = null;
  #heardAt = 0;
  #isAsking = false;

  constructor(given: LanguageListDependencies) {
    this.#given = given;
  }

  /** Tells a newcomer what is known, and everybody once more is. */
  greet(session: Session): void {
    if (this.#known) session.tell({ type: 'languages', languages: this.#known });
    const isFresh = this.#known !== null && this.#given.clock() - this.#heardAt < LANGUAGES_TTL;
    if (!isFresh) void this.#ask();
  }

  async #ask(): Promise<void> {
    if (this.#isAsking) return;
    this.#isAsking = true;
    const { ask, clock, sessions, setTimer } = this.#given;
    const languages = await ask();
    this.#isAsking = false;
    if (languages) {
      const isNews = JSON.stringify(languages) !== JSON.stringify(this.#known);
      this.#known = languages;
      this.#heardAt = clock();
      if (isNews) sessions.tellAll({ type: 'languages', languages });
    } else if (sessions.size > 0) {
      this.#isAsking = true;
      setTimer(() => {
        this.#isAsking = false;
        if (sessions.size > 0) void this.#ask();
      }, LANGUAGES_RETRY);
    }
  }
}
