import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Archive, archiveSchema } from '#core/workspace-protocol.ts';
import { isGone } from '../instance.ts';
import { packWorkspace } from './pack.ts';

/**
 * Packed workspaces on the host's disk, named by their contents, so the same contents are kept once. A snapshot goes
 * with its workspace; an archive stays.
 */
export class Archives {
  readonly #filesDir: string;
  readonly #keptDir: string;
  readonly #snapshotsDir: string;

  readonly #instance: string;

  /** `instance`: of this service; others may keep theirs in the same directory. */
  constructor(directory: string, instance: string) {
    this.#instance = instance;
    this.#filesDir = join(directory, 'files');
    this.#keptDir = join(directory, 'kept');
    this.#snapshotsDir = join(directory, 'snapshots');
    for (const path of [this.#filesDir, this.#keptDir, this.#snapshotsDir])
      mkdirSync(path, { recursive: true, mode: 0o700 });
    // What a killed service was packing; the living of other machines cannot be told from here, and keep theirs.
    for (const name of readdirSync(this.#filesDir))
      if (name.endsWith(PART) && isGone(name.split('.')[0] ?? ''))
        rmSync(join(this.#filesDir, name), { force: true });
  }

  /** Path of a packed workspace, or null. */
  find(sha256: string): string | null {
    const path = this.#fileOf(sha256);
    return existsSync(path) ? path : null;
  }

  /** Packs a workspace to be kept when the workspace goes. */
  async keep(root: string): Promise<Archive> {
    return this.#add(root, this.#keptDir);
  }

  async takeSnapshot(id: string, root: string): Promise<Archive> {
    const directory = join(this.#snapshotsDir, id);
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    return this.#add(root, directory);
  }

  /** Snapshots of a workspace, the oldest first. */
  listSnapshots(id: string): Archive[] {
    const directory = join(this.#snapshotsDir, id);
    const names = existsSync(directory) ? readdirSync(directory) : [];
    const found = names.map((name) =>
      archiveSchema.parse(JSON.parse(readFileSync(join(directory, name), 'utf8'))),
    );
    return found.sort((a, b) => a.at - b.at);
  }

  /** Forgets the snapshots of a workspace. Contents that an archive or another workspace also has stay. */
  removeSnapshots(id: string): void {
    const snapshots = this.listSnapshots(id);
    rmSync(join(this.#snapshotsDir, id), { recursive: true, force: true });
    for (const { sha256 } of snapshots)
      if (!this.#isWanted(sha256)) rmSync(this.#fileOf(sha256), { force: true });
  }

  async #add(root: string, indexDir: string): Promise<Archive> {
    const part = join(this.#filesDir, `${this.#instance}.${randomUUID()}${PART}`);
    try {
      const packed = await packWorkspace(root, part);
      const archive: Archive = { ...packed, at: Date.now() };
      renameSync(part, this.#fileOf(packed.sha256));
      writeFileSync(join(indexDir, `${packed.sha256}.json`), JSON.stringify(archive), { mode: 0o600 });
      return archive;
    } finally {
      rmSync(part, { force: true });
    }
  }

  #isWanted(sha256: string): boolean {
    const name = `${sha256}.json`;
    if (existsSync(join(this.#keptDir, name))) return true;
    return readdirSync(this.#snapshotsDir).some((id) => existsSync(join(this.#snapshotsDir, id, name)));
  }

  #fileOf(sha256: string): string {
    return join(this.#filesDir, `${sha256}.tar.gz`);
  }
}

const PART = '.part';
