import { readFileSync } from 'node:fs';
import type { Cgroup, CgroupLimits, CgroupManager, CgroupUsage } from './cgroup.ts';
import { killEach } from './files.ts';

const SAMPLE_EVERY = 25;
const PAGE_BYTES = 4096;

/**
 * For machines where no cgroup may be written: private memory is sampled and the sandbox killed when it is over.
 * A fast program overshoots between two samples, so this is for development only, and `/doctor` says so.
 */
export function openWithoutCgroups(reason: string): CgroupManager {
  return {
    kind: 'none',
    isEnforced: false,
    detail: reason,
    create: (_name, limits) => new Watchdog(limits),
    close: async () => {},
  };
}

class Watchdog implements Cgroup {
  readonly joinFiles: readonly string[] = [];
  readonly #limitBytes: number;
  #pid: number | null = null;
  #peakBytes = 0;
  #memoryKills = 0;

  constructor(limits: CgroupLimits) {
    this.#limitBytes = limits.memoryBytes;
  }

  async add(pid: number): Promise<void> {
    this.#pid = pid;
  }

  watch(onMemoryLimit: () => void): () => void {
    const timer = setInterval(() => {
      const bytes = this.#pid === null ? 0 : measureTree(this.#pid);
      this.#peakBytes = Math.max(this.#peakBytes, bytes);
      if (bytes <= this.#limitBytes) return;
      clearInterval(timer);
      this.#memoryKills++;
      onMemoryLimit();
    }, SAMPLE_EVERY);
    return () => clearInterval(timer);
  }

  /** The first process of a pid namespace takes all others with it. */
  kill(): void {
    if (this.#pid !== null) killEach([this.#pid]);
  }

  freeze(): boolean {
    return false;
  }

  usage(): CgroupUsage {
    return { memoryKills: this.#memoryKills, cpuMs: null, memoryBytes: this.#peakBytes || null };
  }

  async remove(): Promise<void> {}
}

/** Private memory of a process and all below it, in bytes. Processes that end while we look count as nothing. */
function measureTree(pid: number): number {
  try {
    const [, resident = 0, shared = 0] = readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ').map(Number);
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean);
    const below = children.map((child) => measureTree(Number(child))).reduce((sum, bytes) => sum + bytes, 0);
    return (resident - shared) * PAGE_BYTES + below;
  } catch {
    return 0; // It ended between two reads.
  }
}
