import { SandboxTrouble } from '../driver.ts';
import { VOLUME_BYTES, VOLUME_FILES, VOLUME_IDLE } from '../workspaces/limits.ts';
import type { VolumeStore } from './store.ts';
import { measureDirectory, measureDisk, type Usage } from './usage.ts';
import type { VolumeLocks } from './volume-lock.ts';

/** Who runs programs in a workspace: an id of the host that nobody else has; null where the service is not root. */
export interface UserIds {
  claim(): number | null;
  release(uid: number): void;
}

/** A workspace that is there to be used, until it is given back. */
export interface Lease {
  /** Its directory on the host. */
  path: string;
  uid: number | null;
  isBounded: boolean;
  release(): void;
}

interface Attached {
  path: string;
  uid: number | null;
  users: number;
  idleTimer: NodeJS.Timeout | null;
}

/**
 * The workspaces of this service's interviews: attached when somebody needs them, detached a while after the last one
 * has gone. Each has a user id of its own while it is attached.
 */
export class Volumes {
  readonly #store: VolumeStore;
  readonly #locks: VolumeLocks;
  readonly #userIds: UserIds;
  readonly #idleMs: number;
  readonly #onTrouble: (error: Error) => void;
  readonly #attached = new Map<string, Attached>();
  readonly #turns = new Map<string, Promise<unknown>>();

  constructor(options: {
    store: VolumeStore;
    locks: VolumeLocks;
    userIds: UserIds;
    onTrouble: (error: Error) => void;
    idleMs?: number;
  }) {
    this.#store = options.store;
    this.#locks = options.locks;
    this.#userIds = options.userIds;
    this.#onTrouble = options.onTrouble;
    this.#idleMs = options.idleMs ?? VOLUME_IDLE;
  }

  get attached(): number {
    return this.#attached.size;
  }

  exists(id: string): boolean {
    return this.#store.exists(id);
  }

  /** Makes or resumes a workspace. Throws `SandboxTrouble` when it cannot be had. */
  acquire(id: string): Promise<Lease> {
    return this.#inTurn(id, async () => {
      const attached = this.#attached.get(id) ?? (await this.#attach(id));
      attached.users++;
      if (attached.idleTimer) clearTimeout(attached.idleTimer);
      attached.idleTimer = null;
      let isReleased = false;
      const release = () => {
        if (isReleased) return;
        isReleased = true;
        if (--attached.users > 0) return;
        attached.idleTimer = setTimeout(() => this.#detachIdle(id).catch(this.#onTrouble), this.#idleMs);
        attached.idleTimer.unref();
      };
      return { path: attached.path, uid: attached.uid, isBounded: this.#store.isBounded, release };
    });
  }

  /** How full it is, of what it may hold. */
  measure({ path, isBounded }: Pick<Lease, 'path' | 'isBounded'>): Usage & {
    limitBytes: number;
    limitFiles: number;
    isBounded: boolean;
  } {
    const usage = isBounded ? measureDisk(path) : measureDirectory(path);
    return { ...usage, limitBytes: VOLUME_BYTES, limitFiles: VOLUME_FILES, isBounded };
  }

  /**
   * Puts a new workspace in the place of an old one at once: when `fill` fails, the old one is still there. Nobody may
   * have a lease.
   */
  replace(id: string, fill: (files: { path: string; uid: number | null }) => Promise<void>): Promise<void> {
    return this.#inTurn(id, () =>
      this.#withLock(id, async () => {
        const next = `${id}.next`;
        await this.#store.remove(next);
        await this.#store.create(next);
        try {
          const uid = this.#userIds.claim();
          try {
            await fill({ path: await this.#store.attach(next, uid), uid });
          } finally {
            await this.#store.detach(next);
            if (uid !== null) this.#userIds.release(uid);
          }
          await this.#store.replace(id, next);
        } finally {
          await this.#store.remove(next);
        }
      }),
    );
  }

  /** Removes a workspace for good. Nobody may have a lease. */
  remove(id: string): Promise<void> {
    return this.#inTurn(id, () => this.#withLock(id, () => this.#store.remove(id)));
  }

  /** Detaches everything; the workspaces stay. */
  async close(): Promise<void> {
    for (const id of [...this.#attached.keys()]) await this.#inTurn(id, () => this.#detach(id));
    this.#locks.close();
  }

  async #attach(id: string): Promise<Attached> {
    this.#lock(id);
    const uid = this.#userIds.claim();
    try {
      await this.#store.create(id);
      const attached = { path: await this.#store.attach(id, uid), uid, users: 0, idleTimer: null };
      this.#attached.set(id, attached);
      return attached;
    } catch (error) {
      if (uid !== null) this.#userIds.release(uid);
      this.#locks.giveBack(id);
      throw error;
    }
  }

  #detachIdle(id: string): Promise<void> {
    return this.#inTurn(id, async () => {
      if (this.#attached.get(id)?.users === 0) await this.#detach(id);
    });
  }

  async #detach(id: string): Promise<void> {
    const attached = this.#attached.get(id);
    if (!attached) return;
    if (attached.idleTimer) clearTimeout(attached.idleTimer);
    this.#attached.delete(id);
    await this.#store.detach(id);
    if (attached.uid !== null) this.#userIds.release(attached.uid);
    this.#locks.giveBack(id);
  }

  async #withLock(id: string, work: () => Promise<void>): Promise<void> {
    if ((this.#attached.get(id)?.users ?? 0) > 0) throw new Error('The workspace is in use.');
    await this.#detach(id);
    this.#lock(id);
    try {
      await work();
    } finally {
      this.#locks.giveBack(id);
    }
  }

  #lock(id: string): void {
    if (!this.#locks.take(id))
      throw new SandboxTrouble('The workspace is in use by another sandbox service.');
  }

  /** One thing at a time for each workspace, in order. */
  #inTurn<T>(id: string, work: () => Promise<T>): Promise<T> {
    const turn = (this.#turns.get(id) ?? Promise.resolve()).then(work, work);
    this.#turns.set(id, turn);
    const forget = () => {
      if (this.#turns.get(id) === turn) this.#turns.delete(id);
    };
    turn.then(forget, forget);
    return turn;
  }
}
