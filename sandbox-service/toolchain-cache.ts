import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import type { Mount, WorkspaceFile } from './driver.ts';
import type { Step } from './languages/language.ts';

/** Where sandboxes find it: writable for the commands that make it, read-only for everybody else. */
export const CACHE_TARGET = '/cache';

/** How to make the files that save a toolchain from doing the same work for every program. */
export interface CacheRecipe {
  /** Part of its directory's name, and what an operator reads. */
  name: string;
  /** Tells the toolchain's version; for another one the cache is made anew. */
  toolchain: string;
  /** Lie in `/workspace` for all commands. */
  files: readonly WorkspaceFile[];
  /** Fill `/cache`, one after the other. */
  make: readonly Step[];
  /** Exit with 0 only when the cache is used, and in order. */
  prove: readonly Step[];
}

/**
 * What was made for one toolchain, on this machine, once for all starts of the service. Everything works without it,
 * only slower, so that nobody waits for it and a broken one is thrown away.
 */
export class ToolchainCache {
  readonly recipe: CacheRecipe;
  #directory: string | null = null;

  constructor(recipe: CacheRecipe) {
    this.recipe = recipe;
  }

  /** Names it by all that it depends on. */
  get id(): string {
    const hash = createHash('sha256').update(JSON.stringify(this.recipe)).digest('hex').slice(0, 16);
    return `${this.recipe.name}-${hash}`;
  }

  /** How a step gets it; null while there is none. */
  get mount(): Mount | null {
    if (this.#directory === null || !existsSync(this.#directory)) return null;
    return { source: this.#directory, target: CACHE_TARGET };
  }

  /** From now on steps get this directory. */
  use(directory: string): void {
    this.#directory = directory;
  }
}
