import { createHash } from 'node:crypto';
import type { BuildFile } from './driver.ts';
import type { CompileStep, Language, Program } from './languages/language.ts';
import { COMPILE_CACHE_BYTES, MAX_CACHED_BUILD_BYTES } from './limits.ts';

/** What a compiler made of a program, and what it said meanwhile. */
export interface Compiled {
  build: readonly BuildFile[];
  output: string;
}

/**
 * Results of compiling, by what went into it: the same files with the same compiler need it once. In memory, because a
 * result outlives its use within minutes, and bounded by bytes.
 */
export class CompileCache {
  readonly #limitBytes: number;
  /** Least recently used first. */
  readonly #entries = new Map<string, { compiled: Compiled; bytes: number }>();
  #bytes = 0;

  constructor(limitBytes = COMPILE_CACHE_BYTES) {
    this.#limitBytes = limitBytes;
  }

  get size(): number {
    return this.#entries.size;
  }

  get(key: string): Compiled | null {
    const entry = this.#entries.get(key);
    if (!entry) return null;
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    return entry.compiled;
  }

  set(key: string, compiled: Compiled): void {
    const bytes = compiled.build.reduce((sum, file) => sum + file.bytes.length, compiled.output.length);
    if (bytes > MAX_CACHED_BUILD_BYTES || this.#entries.has(key)) return;
    this.#entries.set(key, { compiled, bytes });
    this.#bytes += bytes;
    for (const [oldest, entry] of this.#entries) {
      if (this.#bytes <= this.#limitBytes) return;
      this.#entries.delete(oldest);
      this.#bytes -= entry.bytes;
    }
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
