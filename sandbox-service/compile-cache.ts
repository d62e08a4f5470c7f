import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import type { BuildFile } from './driver.ts';
import type { CompileStep, Language, Program } from './languages/language.ts';
import { COMPILE_CACHE_BYTES, MAX_CACHED_BUILD_BYTES } from './limits.ts';

/** What a compiler made of a program, and what it said meanwhile. */
export interface Compiled {
  build: readonly BuildFile[];
  output: string;
}

/**
 * Results of compiling, by what went into it: the same files with the same compiler need it once. On disk, one file
 * for each, because starting a process copies this one's page tables: memory that is held makes every run slower.
 */
export class CompileCache {
  readonly #directory: string;
  readonly #limitBytes: number;
  /** Bytes by key, least recently used first. */
  readonly #entries = new Map<string, number>();
  #bytes = 0;

  /** `directory`: made here, and gone with the service's other files. */
  constructor(directory: string, limitBytes = COMPILE_CACHE_BYTES) {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    this.#directory = directory;
    this.#limitBytes = limitBytes;
  }

  get size(): number {
    return this.#entries.size;
  }

  async get(key: string): Promise<Compiled | null> {
    const bytes = this.#entries.get(key);
    if (bytes === undefined) return null;
    this.#entries.delete(key);
    this.#entries.set(key, bytes);
    try {
      return deserialize(await readFile(join(this.#directory, key))) as Compiled;
    } catch {
      // Removed under us: it is compiled again.
      this.#forget(key, bytes);
      return null;
    }
  }

  async set(key: string, compiled: Compiled): Promise<void> {
    if (this.#entries.has(key)) return;
    const stored = serialize(compiled);
    if (stored.length > MAX_CACHED_BUILD_BYTES) return;
    const path = join(this.#directory, key);
    const temporary = `${path}.${randomUUID()}`;
    await writeFile(temporary, stored, { mode: 0o600 });
    await rename(temporary, path);
    if (this.#entries.has(key)) return;
    this.#entries.set(key, stored.length);
    this.#bytes += stored.length;
    for (const [oldest, bytes] of this.#entries) {
      if (this.#bytes <= this.#limitBytes) return;
      this.#forget(oldest, bytes);
      await rm(join(this.#directory, oldest), { force: true });
    }
  }

  #forget(key: string, bytes: number): void {
    if (this.#entries.delete(key)) this.#bytes -= bytes;
  }
}

/** Names a compilation by everything that its result depends on. */
export function buildCompileKey(language: Language, step: CompileStep, program: Program): string {
  const files = program.files
    .map(({ path, text }) => [path, text])
    .sort(([a = ''], [b = '']) => (a < b ? -1 : 1));
  const parts = [language.id, language.toolchain, step.argv, step.env, step.mounts, program.entry, files];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
