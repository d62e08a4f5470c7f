import { MAX_FILES } from '#core/limits.ts';
import type { WorkspaceEvent } from '#core/workspace-protocol.ts';
import { removeFile, writeFile } from '../volumes/beneath.ts';
import { BeneathError } from '../volumes/beneath-error.ts';
import type { Lease } from '../volumes/volumes.ts';
import { ChangeTrigger } from './change-trigger.ts';
import { SYNC_CPU_PERCENT, SYNC_POLL, SYNC_WINDOW } from './limits.ts';
import { type Changes, hashText, type SharedFile, type SharedFiles } from './shared-files.ts';

type Changed = Extract<WorkspaceEvent, { type: 'changed' }>;

/** What became of files that the room sent. */
export interface WriteOutcome {
  /** The workspace has no room for them. */
  isFull: boolean;
}

/**
 * Keeps one workspace and its room's document alike. The room's files are written into the workspace; what programs
 * change there is told. Looking for changes is started by the kernel's word, done at most every `SYNC_WINDOW`, and
 * takes at most `SYNC_CPU_PERCENT` of a core however busy programs are.
 */
export class Sync {
  #lease: Lease;
  readonly #files: SharedFiles;
  readonly #onChanged: (event: Changed) => void;
  readonly #onTrouble: (error: Error) => void;
  readonly #trigger = new ChangeTrigger(() => this.#lookIn(SYNC_WINDOW));
  #timer: NodeJS.Timeout | null = null;
  #timerAt = Number.POSITIVE_INFINITY;
  #earliest = 0;
  #isClosed = false;
  /** Messages about files that were carried out. */
  #seen = 0;
  /** How often it has looked. */
  looks = 0;

  constructor(options: {
    lease: Lease;
    files: SharedFiles;
    onChanged: (event: Changed) => void;
    onTrouble: (error: Error) => void;
  }) {
    this.#lease = options.lease;
    this.#files = options.files;
    this.#onChanged = options.onChanged;
    this.#onTrouble = options.onTrouble;
  }

  /**
   * Brings the workspace and a document that were apart together. A file that only one side changed since they were
   * last alike goes to the other; where both did, the document's stays.
   */
  open(document: readonly SharedFile[]): WriteOutcome {
    this.#seen++;
    this.#files.rewind();
    const before = new Map(this.#files.paths.map((path) => [path, this.#files.hashOf(path)]));
    const found = this.#scan();
    const inDocument = new Set(document.map(({ path }) => path));
    const toWrite = document.filter(({ path, text }) => {
      const hash = hashText(text);
      if (this.#files.hashOf(path) === hash) this.#files.confirm(path);
      return this.#files.hashOf(path) !== hash && before.get(path) !== hash;
    });
    const overruled = new Set(toWrite.map(({ path }) => path));
    const toRemove = this.#files.paths.filter(
      (path) => !inDocument.has(path) && before.get(path) === this.#files.hashOf(path),
    );
    this.#remove(toRemove);
    this.#tell({
      ...found,
      written: found.written.filter(({ path, text }) => {
        const isSame = document.some((file) => file.path === path && file.text === text);
        return !overruled.has(path) && !isSame;
      }),
      removed: found.removed.filter((path) => inDocument.has(path) && !overruled.has(path)),
    });
    return this.#write(toWrite);
  }

  /** Puts files of the document into the workspace, where they differ. */
  write(files: readonly SharedFile[]): WriteOutcome {
    this.#seen++;
    return this.#write(files);
  }

  /** Removes files that the document has no more. */
  remove(paths: readonly string[]): void {
    this.#seen++;
    this.#remove(paths);
  }

  /** The workspace was put back to an earlier state, which is news like what programs do. */
  follow(lease: Lease): void {
    this.#lease = lease;
    this.#look();
  }

  close(): void {
    this.#isClosed = true;
    this.#trigger.clear();
    if (this.#timer) clearTimeout(this.#timer);
  }

  #write(files: readonly SharedFile[]): WriteOutcome {
    const leftOut: Changed['leftOut'] = [];
    let isFull = false;
    for (const { path, text } of files) {
      try {
        const stat = writeFile(this.#lease.path, path, Buffer.from(text), { owner: this.#lease.uid });
        this.#files.set(path, text, stat);
      } catch (error) {
        if (!(error instanceof BeneathError)) throw error;
        if (error.problem === 'no_space') isFull = true;
        else
          leftOut.push(...this.#files.note(path, error.problem === 'bad_path' ? 'bad_name' : 'not_a_file'));
        // The workspace has something else there; the next look must not take that for news, nor for a removal.
        this.#files.delete(path);
      }
    }
    this.#tell({ written: [], removed: [], leftOut });
    return { isFull };
  }

  #remove(paths: readonly string[]): void {
    for (const path of paths) {
      this.#files.delete(path);
      try {
        removeFile(this.#lease.path, path);
      } catch (error) {
        if (!(error instanceof BeneathError)) throw error; // Gone already, or something else now: it stays.
      }
    }
  }

  #lookIn(ms: number): void {
    if (this.#isClosed) return;
    const at = Math.max(performance.now() + ms, this.#earliest);
    if (at >= this.#timerAt) return;
    if (this.#timer) clearTimeout(this.#timer);
    this.#timerAt = at;
    this.#timer = setTimeout(() => this.#look(), at - performance.now());
  }

  #look(): void {
    this.#timerAt = Number.POSITIVE_INFINITY;
    try {
      this.#tell(this.#scan());
    } catch (error) {
      this.#onTrouble(error as Error);
      this.#lookIn(SYNC_POLL);
    }
  }

  #scan(): Changes {
    this.looks++;
    const start = performance.now();
    this.#trigger.clear();
    const changes = this.#files.scan(this.#lease.path, (directoryFd) => this.#trigger.add(directoryFd));
    const end = performance.now();
    this.#earliest = end + ((end - start) * 100) / SYNC_CPU_PERCENT;
    if (!changes.isComplete || !this.#trigger.isComplete) this.#lookIn(SYNC_POLL);
    return changes;
  }

  #tell({ written, removed, leftOut }: Omit<Changes, 'isComplete'>): void {
    if (written.length + removed.length + leftOut.length === 0) return;
    this.#onChanged({
      type: 'changed',
      written: written.slice(0, MAX_FILES),
      removed: removed.slice(0, MAX_FILES),
      leftOut: leftOut.slice(0, MAX_FILES),
      seen: this.#seen,
    });
  }
}
