import type { ErrorCode } from '#core/error-codes.ts';
import { toHex } from '#core/tape/chain.ts';
import type { Seal, SealClaims } from '#core/tape/seal.ts';
import type { Journal } from './journal.ts';
import type { Log } from './log.ts';
import { pages, type RoomStorage, writeTogether } from './storage.ts';
import {
  ARCHIVE_KEY,
  ARCHIVED_KEY,
  encodeStored,
  META_KEY,
  REPORTED_KEY,
  SEAL_KEY,
  WORKSPACE_KEY,
} from './stored.ts';

/** Signs what is claimed about a tape, with the deployment's key. Throws when there is no such key. */
export type SignTape = (claims: SealClaims) => Promise<Seal>;

export interface SealingDependencies {
  storage: RoomStorage;
  journal: Journal;
  sign: SignTape;
  clock: () => number;
  log: Log;
  interviewId: () => string | null;
  /** The interview is over, nobody is here and nothing goes on that would be written down. */
  isSettled: () => boolean;
}

/** The end of a tape: it is sealed once nothing can come any more, and forgotten once it is kept elsewhere. */
export class Sealing {
  readonly #given: SealingDependencies;
  #seal: Seal | null = null;
  #isArchived = false;
  /** What is under way; the next call waits for it. */
  #work: Promise<unknown> = Promise.resolve();

  constructor(given: SealingDependencies) {
    this.#given = given;
  }

  /** Takes up what is stored. A room that stopped while it was forgetting goes on with that. */
  restore({ seal, isTapeArchived }: { seal: Seal | null; isTapeArchived: boolean }): void {
    this.#seal = seal;
    this.#isArchived = seal !== null && isTapeArchived;
    if (seal) this.#given.journal.freeze();
    if (this.#isArchived) void this.#inTurn(() => this.#deleteTape());
  }

  /** Whether the tape is kept elsewhere, and here no more. */
  get isArchived(): boolean {
    return this.#isArchived;
  }

  /** The seal, durable; made by the first call that finds everything settled, and the same ever after. Or why there is none. */
  seal(): Promise<Seal | ErrorCode> {
    return this.#inTurn(async () => this.#seal ?? (await this.#make()));
  }

  /** Deletes the tape with this seal. Null once nothing of it is left; may be asked again at any time. */
  forget({ root, frames }: Pick<Seal, 'root' | 'frames'>): Promise<ErrorCode | null> {
    return this.#inTurn(async () => {
      if (!this.#seal) return 'not_settled';
      if (this.#seal.root !== root || this.#seal.frames !== frames) return 'conflict';
      return (await this.#mark()) && (await this.#deleteTape()) ? null : 'internal';
    });
  }

  async #make(): Promise<Seal | ErrorCode> {
    const { clock, interviewId, isSettled, journal, sign, storage } = this.#given;
    const id = interviewId();
    if (!isSettled() || id === null) return 'not_settled';
    if (!(await journal.commit())) return 'internal';
    if (!isSettled() || journal.durable !== journal.position) return 'not_settled';
    journal.freeze();
    return this.#tryTo<Seal | ErrorCode>('sealed', 'internal', async () => {
      const root = toHex(journal.link);
      const seal = await sign({ interviewId: id, frames: journal.durable, root, sealedAt: clock() });
      await storage.put(new Map([[SEAL_KEY, encodeStored(seal)]]));
      await storage.sync();
      this.#seal = seal;
      return seal;
    });
  }

  /** The mark stands before anything goes, so that a room that stops in between knows that it was forgetting. */
  #mark(): Promise<boolean> {
    return this.#tryTo('forgotten', false, async () => {
      if (this.#isArchived) return true;
      const { clock, storage } = this.#given;
      await storage.put(new Map([[ARCHIVED_KEY, encodeStored({ at: clock() })]]));
      await storage.sync();
      this.#isArchived = true;
      return true;
    });
  }

  #deleteTape(): Promise<boolean> {
    return this.#tryTo('forgotten', false, async () => {
      const { storage } = this.#given;
      // a workspace that is not packed yet is tried again, and needs to be known for that
      const isPacked = (await storage.get(ARCHIVE_KEY)) !== undefined;
      const kept = new Set(isPacked ? KEPT : [...KEPT, WORKSPACE_KEY]);
      for await (const page of pages(storage, '')) {
        const gone = [...page.keys()].filter((key) => !kept.has(key));
        if (gone.length > 0) await writeTogether(storage, new Map(), gone);
      }
      await storage.sync();
      return true;
    });
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#work.then(work);
    this.#work = done.catch(() => null);
    return done;
  }

  async #tryTo<T>(what: string, failed: T, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      const name = error instanceof Error ? error.name : 'unknown';
      this.#given.log.error(`A tape was not ${what}. It stays as it is.`, { error: name });
      return failed;
    }
  }
}

/** What a room keeps when its tape has gone: that it is over, what the tape was, and where its workspace is. */
const KEPT: readonly string[] = [META_KEY, REPORTED_KEY, SEAL_KEY, ARCHIVED_KEY, ARCHIVE_KEY];
