import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { CPU_PERCENT } from '../limits.ts';
import type { Cgroup, CgroupLimits, CgroupManager, CgroupUsage } from './cgroup.ts';
import {
  directoryName,
  killEach,
  listProcesses,
  makeUsable,
  parseField,
  read,
  readIfThere,
  removeDirectories,
  removeStale,
  write,
  writeIfThere,
} from './files.ts';

const CONTROLLERS = ['memory', 'pids', 'cpu', 'cpuacct', 'freezer'] as const;
type Controller = (typeof CONTROLLERS)[number];

/** How often to look whether memory ran out: version 1 ends one process and lets the others go on. */
const MEMORY_POLL = 100;
const CPU_PERIOD_US = 100_000;

/** Version 1 hierarchies mounted below `root`, or null when memory and pids cannot be limited there. */
export async function openCgroupsV1(root: string, instance: string): Promise<CgroupManager | null> {
  const name = directoryName(instance);
  const mine: Partial<Record<Controller, string>> = {};
  for (const controller of CONTROLLERS) {
    await removeStale(join(root, controller));
    const directory = join(root, controller, name);
    if (existsSync(join(root, controller)) && makeUsable(directory)) mine[controller] = directory;
  }
  const { memory, pids } = mine;
  if (!memory || !pids) {
    await removeDirectories(Object.values(mine));
    return null;
  }
  // A hybrid machine has an empty version 2 hierarchy too, which kills a group in one write.
  const unifiedRoot = join(root, 'unified');
  await removeStale(unifiedRoot);
  const unified =
    existsSync(unifiedRoot) && makeUsable(join(unifiedRoot, name)) ? join(unifiedRoot, name) : null;
  return {
    kind: 'v1',
    isEnforced: true,
    detail: `version 1: ${Object.keys(mine).join(', ')}${unified ? ', unified' : ''}`,
    create: (job, limits) => new CgroupV1({ ...mine, memory, pids }, unified, job, limits),
    close: async () =>
      void (await removeDirectories([...Object.values(mine), ...(unified ? [unified] : [])])),
  };
}

type Directories = { memory: string; pids: string } & Partial<Record<Controller, string>>;

class CgroupV1 implements Cgroup {
  readonly #at: Directories;
  readonly #unified: string | null;

  constructor(parents: Directories, unified: string | null, job: string, limits: CgroupLimits) {
    this.#at = { memory: join(parents.memory, job), pids: join(parents.pids, job) };
    for (const controller of CONTROLLERS) {
      const parent = parents[controller];
      if (parent) this.#at[controller] = join(parent, job);
    }
    this.#unified = unified && join(unified, job);
    for (const directory of this.#directories()) mkdirSync(directory, { recursive: true });
    write(this.#at.memory, 'memory.limit_in_bytes', limits.memoryBytes);
    // Only kernels with swap accounting have it; without it there is no swap to be counted.
    writeIfThere(this.#at.memory, 'memory.memsw.limit_in_bytes', limits.memoryBytes);
    write(this.#at.pids, 'pids.max', limits.processes);
    if (this.#at.cpu) {
      writeIfThere(this.#at.cpu, 'cpu.cfs_period_us', CPU_PERIOD_US);
      writeIfThere(this.#at.cpu, 'cpu.cfs_quota_us', (CPU_PERIOD_US * CPU_PERCENT) / 100);
    }
  }

  add(pid: number): void {
    for (const directory of this.#directories()) write(directory, 'cgroup.procs', pid);
  }

  watch(onMemoryLimit: () => void): () => void {
    const timer = setInterval(() => {
      if (this.#memoryKills() === 0) return;
      clearInterval(timer);
      onMemoryLimit();
    }, MEMORY_POLL);
    return () => clearInterval(timer);
  }

  kill(): void {
    if (this.#unified && writeIfThere(this.#unified, 'cgroup.kill', 1)) return;
    // Frozen first, so that a program that forks faster than we read cannot get away.
    const { freezer } = this.#at;
    if (freezer) writeIfThere(freezer, 'freezer.state', 'FROZEN');
    killEach(listProcesses(this.#at.pids));
    if (freezer) writeIfThere(freezer, 'freezer.state', 'THAWED');
  }

  usage(): CgroupUsage {
    const nanoseconds = this.#at.cpuacct ? readIfThere(this.#at.cpuacct, 'cpuacct.usage') : null;
    return {
      memoryKills: this.#memoryKills(),
      cpuMs: nanoseconds === null ? null : Number(nanoseconds) / 1e6,
      memoryBytes: Number(read(this.#at.memory, 'memory.max_usage_in_bytes')),
    };
  }

  async remove(): Promise<void> {
    await removeDirectories(this.#directories());
  }

  /** `memory.failcnt` stays 0 on newer kernels; the counter in this file does not. */
  #memoryKills(): number {
    return parseField(readIfThere(this.#at.memory, 'memory.oom_control') ?? '', 'oom_kill');
  }

  #directories(): string[] {
    return this.#unified ? [...Object.values(this.#at), this.#unified] : Object.values(this.#at);
  }
}
