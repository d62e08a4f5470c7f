import { Store } from '#app/features/room/store.ts';
import type { ForkRun } from '#core/replay-protocol.ts';
import type { Run } from '#core/room-protocol.ts';
import { ReplayRefusal } from '../replay-requests.ts';
import { applyCopyEvent, failCopyRun, startCopyRun, stopCopyRun } from './copy-run.ts';
import type { ForkApi } from './fork-api.ts';

export type CopyAction = 'run' | 'test';

export interface CopyRuns {
  /** The last of each, finished or not. */
  run: Run | null;
  test: Run | null;
  /** What goes on, or null. */
  going: CopyAction | null;
}

/** Runs a copy or its tests, one at a time. */
export class CopyRunner extends Store<CopyRuns> {
  readonly #api: ForkApi;
  #abort: AbortController | null = null;

  constructor(api: ForkApi) {
    super({ run: null, test: null, going: null });
    this.#api = api;
  }

  /** Starts the copy and resolves when that has ended, however it ends. Nothing while another goes on. */
  readonly start = async (action: CopyAction, copy: ForkRun): Promise<void> => {
    if (this.get().going) return;
    const abort = new AbortController();
    this.#abort = abort;
    const run = startCopyRun(copy.entry, copy.language, crypto.randomUUID(), Date.now());
    this.set({ ...this.get(), going: action, [action]: run });
    let problem = 'The connection broke while it ran. Run it again.';
    try {
      for await (const event of this.#api[action](copy, abort.signal)) {
        if (abort.signal.aborted) break;
        this.#change(action, (before) => applyCopyEvent(before, event));
      }
    } catch (error) {
      problem = error instanceof ReplayRefusal ? error.message : problem;
    }
    this.#change(action, (before) => {
      if (before.outcome) return before;
      return abort.signal.aborted ? stopCopyRun(before, Date.now()) : failCopyRun(before, problem);
    });
    this.set({ ...this.get(), going: null });
  };

  /** Ends what goes on. */
  readonly stop = (): void => this.#abort?.abort();

  /** Forgets what ran: it belonged to another copy. */
  readonly clear = (): void => {
    this.stop();
    this.set({ ...this.get(), run: null, test: null });
  };

  #change(action: CopyAction, change: (run: Run) => Run): void {
    const runs = this.get();
    const run = runs[action];
    if (run) this.set({ ...runs, [action]: change(run) });
  }
}
