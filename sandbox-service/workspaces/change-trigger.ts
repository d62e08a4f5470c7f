import { type FSWatcher, watch } from 'node:fs';
import { MAX_WATCHED_DIRECTORIES } from './limits.ts';

/**
 * Says once that something in a set of directories has changed, then nothing until it is armed again: a program that
 * writes in a loop costs one event for each look, not one for each write. Directories are watched by their
 * descriptors, so the kernel watches what was looked at and no link is followed.
 */
export class ChangeTrigger {
  readonly #onChange: () => void;
  #watchers: FSWatcher[] = [];
  #isComplete = true;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  /** Whether all directories that were added are watched. */
  get isComplete(): boolean {
    return this.#isComplete;
  }

  /** Forgets all directories. */
  clear(): void {
    for (const watcher of this.#watchers.splice(0)) watcher.close();
    this.#isComplete = true;
  }

  /** Watches one more directory. Its entries are to be read only after this, so that no change falls between. */
  add(directoryFd: number): void {
    if (!this.#isComplete || this.#watchers.length >= MAX_WATCHED_DIRECTORIES) {
      this.#isComplete = false;
      return;
    }
    try {
      const watcher = watch(`/proc/self/fd/${directoryFd}`, () => this.#fire());
      watcher.on('error', () => this.#fire());
      this.#watchers.push(watcher);
    } catch {
      this.#isComplete = false; // The machine has no more watches: the caller looks every moment instead.
    }
  }

  #fire(): void {
    if (this.#watchers.length === 0) return;
    this.clear();
    this.#onChange();
  }
}
