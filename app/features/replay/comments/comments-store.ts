import { Store } from '#app/features/room/store.ts';
import type { CommentChange, NewComment, ReplayComment } from '#core/replay-protocol.ts';
import { ReplayRefusal } from '../replay-requests.ts';
import type { CommentsApi } from './comments-api.ts';

/** How long a deleted comment can be taken back before the app hears of it. */
export const UNDO_TIME = 9000;

export interface CommentsState {
  status: 'loading' | 'ready' | 'failed';
  /** What went wrong last and what to do, or null. */
  problem: string | null;
  comments: readonly ReplayComment[];
  /** Deleted here, not yet with the app. */
  removing: ReadonlySet<string>;
}

/** The comments of one replay in this browser. What fails leaves everything as it was and says so. */
export class CommentsStore extends Store<CommentsState> {
  readonly #api: CommentsApi;
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();

  constructor(api: CommentsApi) {
    super({ status: 'loading', problem: null, comments: [], removing: new Set() });
    this.#api = api;
  }

  /** Asks for all comments. Those that are known stay when the app does not answer. */
  readonly load = async (): Promise<void> => {
    this.#change({ status: this.get().status === 'ready' ? 'ready' : 'loading', problem: null });
    try {
      this.#change({ status: 'ready', comments: await this.#api.list() });
    } catch (error) {
      this.#change({
        status: this.get().status === 'ready' ? 'ready' : 'failed',
        problem: wordsOf(error),
      });
    }
  };

  /** Adds a comment. Returns null, or what went wrong: whoever wrote it keeps the text. */
  readonly post = async (comment: NewComment): Promise<string | null> => {
    try {
      const made = await this.#api.create(comment);
      this.#change({ comments: [...this.get().comments, made] });
      return null;
    } catch (error) {
      return wordsOf(error);
    }
  };

  /** Changes text, visibility or whether it is resolved. Returns null, or what went wrong. */
  readonly edit = async (id: string, change: CommentChange): Promise<string | null> => {
    try {
      const changed = await this.#api.change(id, change);
      this.#replace(changed);
      return null;
    } catch (error) {
      return wordsOf(error);
    }
  };

  /** Takes a comment away. The app hears of it after `UNDO_TIME`; until then `restore` brings it back with its answers. */
  readonly remove = (id: string): void => {
    if (this.#timers.has(id)) return;
    this.#timers.set(
      id,
      setTimeout(() => void this.#removeNow(id, false), UNDO_TIME),
    );
    this.#change({ removing: new Set([...this.get().removing, id]) });
  };

  readonly restore = (id: string): void => {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
    this.#keep(id);
  };

  /** Tells the app of everything that was deleted, at once: the page goes away. */
  readonly flush = (): void => {
    for (const [id, timer] of [...this.#timers]) {
      clearTimeout(timer);
      void this.#removeNow(id, true);
    }
  };

  readonly forgetProblem = (): void => this.#change({ problem: null });

  async #removeNow(id: string, isParting: boolean): Promise<void> {
    this.#timers.delete(id);
    try {
      await this.#api.remove(id, { isParting });
      this.#change({
        comments: this.get().comments.filter((one) => one.id !== id && one.parentId !== id),
      });
    } catch (error) {
      const isGone = error instanceof ReplayRefusal && error.code === 'not_found';
      if (isGone) this.#change({ comments: this.get().comments.filter((one) => one.id !== id) });
      else this.#change({ problem: `A comment was not deleted. ${wordsOf(error)}` });
    }
    this.#keep(id);
  }

  #keep(id: string): void {
    this.#change({ removing: new Set([...this.get().removing].filter((one) => one !== id)) });
  }

  #replace(changed: ReplayComment): void {
    this.#change({
      // Answers are seen by no more people than what they answer.
      comments: this.get().comments.map((one) => {
        if (one.id === changed.id) return changed;
        const isNarrowed = one.parentId === changed.id && changed.visibility === 'members';
        return isNarrowed ? { ...one, visibility: 'members' as const } : one;
      }),
    });
  }

  #change(part: Partial<CommentsState>): void {
    this.set({ ...this.get(), ...part });
  }
}

function wordsOf(error: unknown): string {
  return error instanceof ReplayRefusal ? error.message : 'Something failed here. Reload the page.';
}
