import { statfsSync } from 'node:fs';
import { SandboxTrouble } from '../driver.ts';
import { MIN_FREE_BYTES } from '../workspaces/limits.ts';

/**
 * One way of keeping workspaces on the host's disk. Names are interview ids, or those with a suffix while a workspace
 * is prepared. Nothing here is called for one name twice at the same time.
 */
export interface VolumeStore {
  /** Whether the file system itself says "no space left". */
  isBounded: boolean;
  exists(name: string): boolean;
  /** Makes an empty workspace; one that is there already stays as it is. Throws `SandboxTrouble`. */
  create(name: string): Promise<void>;
  /** Makes its files reachable and returns their directory, which belongs to `owner` with all that is in it. Throws `SandboxTrouble`. */
  attach(name: string, owner: number | null): Promise<string>;
  /** The opposite. No program may use it any more. */
  detach(name: string): Promise<void>;
  /** Puts one workspace, with its name, in the place of another. Both are detached. */
  replace(name: string, by: string): Promise<void>;
  /** Removes a detached workspace. */
  remove(name: string): Promise<void>;
}

/** Throws `SandboxTrouble` when workspaces could not grow any more. */
export function requireFreeSpace(directory: string): void {
  const { bavail, bsize } = statfsSync(directory);
  if (bavail * bsize >= MIN_FREE_BYTES) return;
  throw new SandboxTrouble('The disk of the sandbox service is nearly full. Free some space on it.');
}
