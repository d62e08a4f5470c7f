import { IndexeddbPersistence } from 'y-indexeddb';
import type * as Y from 'yjs';

/** How long the page waits for this device's copy before it goes on without it: a slow disk must not keep anybody out. */
const LOAD_DEADLINE = 2000;
const UNSAVED_KEY = 'unsaved';

/** The files as this device keeps them, so that edits made without a connection survive a reload. */
export interface LocalCopy {
  /** Origin of the updates that it applies to the document. */
  readonly origin: unknown;
  /** Applies what is kept to the document. Resolves to whether edits in it were never confirmed by the room. */
  load(): Promise<{ hasUnsaved: boolean }>;
  /** Remembers, for the next visit, whether something is unconfirmed. */
  markUnsaved(hasUnsaved: boolean): void;
  /** Forgets everything. */
  clear(): Promise<void>;
  close(): void;
}

/** The copy of one participant in one interview: two people in one browser never see each other's unsent edits. */
export function openLocalCopy(doc: Y.Doc, interviewId: string, participantId: string): LocalCopy {
  const store = new IndexeddbPersistence(`interlace:${interviewId}:${participantId}`, doc);
  // No storage (a private window): the room works, only reloading while offline loses edits.
  store._db.catch(() => undefined);
  return {
    origin: store,
    async load() {
      const loaded = store.whenSynced.then(async () => ({
        hasUnsaved: (await store.get(UNSAVED_KEY)) === 1,
      }));
      return Promise.race([loaded, after(LOAD_DEADLINE).then(() => ({ hasUnsaved: false }))]);
    },
    markUnsaved(hasUnsaved) {
      if (store.db) void store.set(UNSAVED_KEY, hasUnsaved ? 1 : 0);
    },
    async clear() {
      await Promise.race([store.clearData(), after(LOAD_DEADLINE)]);
    },
    close() {
      if (store.db) void store.destroy();
    },
  };
}

/** For people who only watch: they have nothing to lose. */
export const NO_LOCAL_COPY: LocalCopy = {
  origin: Symbol('no local copy'),
  load: async () => ({ hasUnsaved: false }),
  markUnsaved: () => undefined,
  clear: async () => undefined,
  close: () => undefined,
};

function after(time: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, time));
}
