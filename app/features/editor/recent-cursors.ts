import { LABEL_SHOWN } from './remote-cursors.ts';

/** Whose cursors moved lately, told each time that changes. */
export class RecentCursors {
  readonly #places = new Map<number, string>();
  readonly #timers = new Map<number, ReturnType<typeof setTimeout>>();
  readonly #tell: (ids: ReadonlySet<number>) => void;

  constructor(tell: (ids: ReadonlySet<number>) => void) {
    this.#tell = tell;
  }

  /** Takes where a cursor is now. One that is seen for the first time has not moved. */
  see(id: number, place: string): void {
    const before = this.#places.get(id);
    this.#places.set(id, place);
    if (before === undefined || before === place) return;
    const isKnown = this.#timers.has(id);
    clearTimeout(this.#timers.get(id));
    this.#timers.set(
      id,
      setTimeout(() => {
        this.#timers.delete(id);
        this.#tell(new Set(this.#timers.keys()));
      }, LABEL_SHOWN),
    );
    if (!isKnown) this.#tell(new Set(this.#timers.keys()));
  }

  stop(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }
}
