import type { Person } from '#core/room-protocol.ts';

/**
 * Who must be remembered should the room crash now: everybody who may have seen something that is not on disk yet.
 * That is who is here, who left since the last write, and who has not come back since the last crash.
 */
export class Presence {
  #here = new Map<string, Person>();
  #leaving: Person[] = [];
  #owed: () => readonly Person[];
  #isNews = false;

  constructor(owed: () => readonly Person[]) {
    this.#owed = owed;
  }

  join(sessionId: string, person: Person): void {
    this.#here.set(sessionId, person);
    this.#isNews = true;
  }

  leave(sessionId: string): void {
    const person = this.#here.get(sessionId);
    if (!person) return;
    this.#here.delete(sessionId);
    this.#leaving.push(person);
    this.#isNews = true;
  }

  /** One entry for each connection, to be written at once: what others saw may still be unwritten. */
  now(): Person[] {
    return [...this.#here.values(), ...this.#leaving, ...this.#owed()];
  }

  /**
   * The entries to be written with everything else, or null when they did not change. `done` is to be called once
   * that is durable: those who left before it then have seen nothing that could be lost.
   */
  takeNews(): { present: Person[]; done: () => void } | null {
    if (!this.#isNews) return null;
    this.#isNews = false;
    const left = new Set(this.#leaving);
    return {
      present: [...this.#here.values(), ...this.#owed()],
      done: () => {
        this.#leaving = this.#leaving.filter((person) => !left.has(person));
      },
    };
  }
}
