import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { CPU_PERCENT, SOCKET_BYTES } from '../limits.ts';
import type { Cgroup, CgroupLimits, CgroupManager, CgroupUsage } from './cgroup.ts';
import {
  directoryName,
  killEach,
  listProcesses,
  makeUsable,
  move,
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

/** What the empty version 2 hierarchy of a hybrid machine does as well. Each hierarchy fewer saves a millisecond per run: the kernel takes that long to move a process. */
const REPLACED_BY_UNIFIED: readonly Controller[] = ['cpuacct', 'freezer'];

/** How often to look whether memory ran out: version 1 ends one process and lets the others go on. */
const MEMORY_POLL = 100;
const CPU_PERIOD_US = 100_000;

/** Version 1 hierarchies mounted below `root`, or null when memory and pids cannot be limited there. */
export async function openCgroupsV1(root: string, instance: string): Promise<CgroupManager | null> {
  const name = directoryName(instance);
  const unified = await openUnified(join(root, 'unified'), name);
  const mine: Partial<Record<Controller, string>> = {};
  for (const controller of CONTROLLERS) {
    await removeStale(join(root, controller));
    if (unified && REPLACED_BY_UNIFIED.includes(controller)) continue;
    const directory = join(root, controller, name);
    if (existsSync(join(root, controller)) && makeUsable(directory)) mine[controller] = directory;
  }
  const { memory, pids } = mine;
  if (!memory || !pids) {
    await removeDirectories([...Object.values(mine), ...(unified ? [unified] : [])]);
    return null;
  }
  return {
    kind: 'v1',
    isEnforced: true,
    detail: `version 1: ${Object.keys(mine).join(', ')}${unified ? ', unified' : ''}`,
    create: (job, limits) => new CgroupV1({ ...mine, memory, pids }, unified, job, limits),
    close: async () =>
      void (await removeDirectories([...Object.values(mine), ...(unified ? [unified] : [])])),
  };
}

/**
 * Our directory in the empty version 2 hierarchy of a hybrid machine, which kills a group in one write and counts its
 * processor time; null where there is none or the kernel is too old for that.
 */
async function openUnified(root: string, name: string): Promise<string | null> {
  await removeStale(root);
  const directory = join(root, name);
  if (!existsSync(root) || !makeUsable(directory)) return null;
  if (['cgroup.kill', 'cgroup.freeze', 'cpu.stat'].every((file) => existsSync(join(directory, file))))
    return directory;
  await removeDirectories([directory]);
  return null;
}

type Directories = { memory: string; pids: string } & Partial<Record<Controller, string>>;

class CgroupV1 implements Cgroup {
  readonly joinFiles: readonly string[];
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
    this.joinFiles = this.#directories().map((directory) => join(directory, 'cgroup.procs'));
    write(this.#at.memory, 'memory.limit_in_bytes', limits.memoryBytes);
    // Only kernels with swap accounting have it; without it there is no swap to be counted.
    writeIfThere(this.#at.memory, 'memory.memsw.limit_in_bytes', limits.memoryBytes);
    // Version 1 does not count network buffers as memory.
    writeIfThere(this.#at.memory, 'memory.kmem.tcp.limit_in_bytes', SOCKET_BYTES);
    write(this.#at.pids, 'pids.max', limits.processes);
    if (this.#at.cpu) {
      // The period is what kernels begin with.
      writeIfThere(this.#at.cpu, 'cpu.cfs_quota_us', (CPU_PERIOD_US * CPU_PERCENT) / 100);
    }
  }

  async add(pid: number): Promise<void> {
    await Promise.all(this.#directories().map((directory) => move(directory, pid)));
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

  /** Only by the version 2 hierarchy: what version 1 has frozen does not even end when the service is killed. */
  freeze(isFrozen: boolean): boolean {
    return this.#unified !== null && writeIfThere(this.#unified, 'cgroup.freeze', isFrozen ? 1 : 0);
  }

  usage(): CgroupUsage {
    return {
      memoryKills: this.#memoryKills(),
      cpuMs: this.#readCpu(),
      memoryBytes: Number(read(this.#at.memory, 'memory.max_usage_in_bytes')),
    };
  }

  #readCpu(): number | null {
    if (this.#unified) return parseField(readIfThere(this.#unified, 'cpu.stat') ?? '', 'usage_usec') / 1000;
    const nanoseconds = this.#at.cpuacct ? readIfThere(this.#at.cpuacct, 'cpuacct.usage') : null;
    return nanoseconds === null ? null : Number(nanoseconds) / 1e6;
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
