import { freemem } from 'node:os';
import type { LanguageId } from '#core/languages.ts';
import { RUN_LIMITS } from '#core/limits.ts';
import type { Driver } from '../driver.ts';
import { buildSpec } from '../judge/harness-spec.ts';
import type { Detection, Step } from '../languages/language.ts';
import type { Log } from '../log.ts';
import { type Member, WarmPool } from './warm-pool.ts';

/** What a waiting member needs of its own: Node, which is the larger one, and its part of the driver. */
const MEMBER_BYTES = 40 * 1024 * 1024;

/** Share of the free memory that waiting members of each kind may take. The rest is for programs that run. */
const MEMORY_SHARE = 0.05;

interface PoolLimits {
  memoryBytes: number;
  processes: number;
}

/**
 * Warm harnesses of the languages whose harness can wait for its program. They have the default limits; tests with
 * others start theirs anew.
 */
export class WarmPools {
  readonly #pools = new Map<string, WarmPool>();

  /** `perLanguage`: how many wait for each; 0 keeps none. Languages with the same harness process share theirs. */
  constructor(options: {
    driver: Driver;
    languages: Record<LanguageId, Detection>;
    perLanguage: number;
    isBusy: () => boolean;
    log: Log;
  }) {
    const { driver, languages, perLanguage, isBusy, log } = options;
    const size = Math.min(perLanguage, Math.floor((readFreeMemory() * MEMORY_SHARE) / MEMBER_BYTES));
    if (size < 1) return;
    for (const detection of Object.values(languages)) {
      const harness = 'language' in detection ? detection.language.harness : null;
      if (!harness?.load) continue;
      const step = harness.run({ ...NOBODY, memoryBytes: RUN_LIMITS.memoryBytes });
      const key = buildKey(step, RUN_LIMITS);
      if (this.#pools.has(key)) continue;
      const files = harness.wrap(NOBODY.program, NOBODY.call);
      this.#pools.set(
        key,
        new WarmPool({ driver, size, spec: buildSpec(step, RUN_LIMITS), files, isBusy, log }),
      );
    }
  }

  /** Members that wait, of all kinds. */
  get waiting(): number {
    return [...this.#pools.values()].reduce((sum, pool) => sum + pool.waiting, 0);
  }

  /** Whether a member may be ready for this command with these limits. */
  has(step: Step, limits: PoolLimits): boolean {
    return (this.#pools.get(buildKey(step, limits))?.waiting ?? 0) > 0;
  }

  take(step: Step, limits: PoolLimits): Member | null {
    return this.#pools.get(buildKey(step, limits))?.take() ?? null;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#pools.values()].map((pool) => pool.close()));
  }
}

/** A harness that waits is the same for every program. */
const NOBODY = {
  program: { entry: '', files: [] },
  call: { name: '', parameters: [], returns: null },
} as const;

/** Memory that is free, at most what a container gives us: free memory of the whole machine would be too much there. */
function readFreeMemory(): number {
  return Math.min(freemem(), process.constrainedMemory() || freemem());
}

function buildKey({ argv, env, mounts }: Step, { memoryBytes, processes }: PoolLimits): string {
  return JSON.stringify([argv, env, mounts, memoryBytes, processes]);
}
