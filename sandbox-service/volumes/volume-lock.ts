import { mkdirSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isGone } from '../instance.ts';
import { LOCK_RENEW, LOCK_STALE } from '../workspaces/limits.ts';

/**
 * Keeps two services from using one workspace. A lock is a file `<workspace>.<instance>`; it is made before looking
 * for others, so of two that want the same one at least one sees the other and steps back. Locks are renewed: one that
 * grows old is of a service that is gone, also when it ran in a container that is no more and cannot be asked.
 */
export class VolumeLocks {
  readonly #directory: string;
  readonly #instance: string;
  readonly #held = new Set<string>();
  readonly #timer: NodeJS.Timeout;

  constructor(directory: string, instance: string) {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    this.#directory = directory;
    this.#instance = instance;
    this.#timer = setInterval(() => this.#renew(), LOCK_RENEW);
    this.#timer.unref();
  }

  /** Whether the workspace is ours now. */
  take(id: string): boolean {
    if (this.#held.has(id)) return true;
    writeFileSync(this.#path(id, this.#instance), '');
    const others = this.#listOwners(id).filter((owner) => owner !== this.#instance);
    if (others.length > 0) {
      rmSync(this.#path(id, this.#instance), { force: true });
      return false;
    }
    this.#held.add(id);
    return true;
  }

  giveBack(id: string): void {
    this.#held.delete(id);
    rmSync(this.#path(id, this.#instance), { force: true });
  }

  close(): void {
    clearInterval(this.#timer);
    for (const id of [...this.#held]) this.giveBack(id);
  }

  #path(id: string, owner: string): string {
    return join(this.#directory, `${id}.${owner}`);
  }

  /** Living services that hold the lock. Locks of the dead are removed on the way. */
  #listOwners(id: string): string[] {
    const owners = readdirSync(this.#directory)
      .filter((name) => name.startsWith(`${id}.`))
      .map((name) => name.slice(id.length + 1));
    const dead = owners.filter((owner) => isGone(owner) || this.#isOld(id, owner));
    for (const owner of dead) rmSync(this.#path(id, owner), { force: true });
    return owners.filter((owner) => !dead.includes(owner));
  }

  #isOld(id: string, owner: string): boolean {
    const stat = statSync(this.#path(id, owner), { throwIfNoEntry: false });
    return !stat || Date.now() - stat.mtimeMs > LOCK_STALE;
  }

  #renew(): void {
    const now = new Date();
    for (const id of this.#held) {
      try {
        utimesSync(this.#path(id, this.#instance), now, now);
      } catch {
        // Taken from us while the service was stopped for long: the disk of another service is then not mounted twice,
        // because the store looks whether the image is in use.
      }
    }
  }
}
