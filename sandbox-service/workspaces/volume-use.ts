import { watchDirectory } from '../volumes/usage.ts';
import type { Lease, Volumes } from '../volumes/volumes.ts';
import type { SharedFiles } from './shared-files.ts';
import { loadShared, saveShared } from './shared-record.ts';

/** The record of what is shared is written at most this often. */
const SAVE_EVERY = 1000;

/** A volume from when its files are reachable until it is given back, with the record of what the room has of it. */
export class VolumeUse {
  readonly lease: Lease;
  readonly files: SharedFiles;
  readonly #stopWatching: () => void;
  #saveTimer: NodeJS.Timeout | null = null;

  private constructor(lease: Lease, files: SharedFiles, onFull: () => void) {
    this.lease = lease;
    this.files = files;
    this.#stopWatching = lease.isBounded ? () => {} : watchDirectory(lease.path, onFull);
  }

  /** Makes or resumes a volume. `known` stands in for the record that the volume has. Throws `SandboxTrouble`. */
  static async open(options: {
    volumes: Volumes;
    id: string;
    known: SharedFiles | null;
    onFull: () => void;
  }): Promise<VolumeUse> {
    const lease = await options.volumes.acquire(options.id);
    return new VolumeUse(lease, options.known ?? loadShared(lease), options.onFull);
  }

  saveSoon(): void {
    this.#saveTimer ??= setTimeout(() => {
      this.#saveTimer = null;
      saveShared(this.lease, this.files);
    }, SAVE_EVERY);
  }

  release(): void {
    if (this.#saveTimer) clearTimeout(this.#saveTimer);
    saveShared(this.lease, this.files);
    this.#stopWatching();
    this.lease.release();
  }
}
