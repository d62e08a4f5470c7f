import { mkdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { CPU_PERCENT } from '../limits.ts';
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

/** Where the service's own processes go when their group must not hold any ("no internal processes"). */
const LEAF = '_service';
const NEEDED = ['memory', 'pids'];
const CPU_PERIOD_US = 100_000;

/**
 * The version 2 hierarchy at `root`, or null when we may not limit memory and pids anywhere in it.
 * `ownPath` is this process's group (`0::<path>` of `/proc/self/cgroup`). A service unit with `Delegate=yes` works
 * without root; root elsewhere uses the top, which needs no process to be moved.
 */
export async function openCgroupsV2(
  root: string,
  ownPath: string,
  instance: string,
): Promise<CgroupManager | null> {
  const here = join(root, ownPath);
  const own = basename(here) === LEAF ? dirname(here) : here;
  const parents = own.endsWith('.service') || here !== own ? [own, root] : [root, own];
  for (const parent of new Set(parents)) {
    await removeStale(parent);
    const directory = join(parent, directoryName(instance));
    if (!makeUsable(directory)) continue;
    if (handDown(parent, { mayMove: parent === own }) && handDown(directory, { mayMove: false })) {
      return {
        kind: 'v2',
        isEnforced: true,
        detail: `version 2 below ${parent}`,
        create: (job, limits) => new CgroupV2(join(directory, job), limits),
        close: async () => void (await removeDirectories([directory])),
      };
    }
    await removeDirectories([directory]);
  }
  return null;
}

/** Lets children of this group have limits. Moves our own processes into a leaf where the kernel asks for that. */
function handDown(directory: string, { mayMove }: { mayMove: boolean }): boolean {
  if (enableControllers(directory)) return true;
  if (!mayMove) return false;
  const leaf = join(directory, LEAF);
  if (!makeUsable(leaf)) return false;
  for (const pid of listProcesses(directory)) writeIfThere(leaf, 'cgroup.procs', pid);
  return enableControllers(directory);
}

/**
 * Both in one write, which works as a whole or not at all: with pids alone, a group that still holds processes would
 * become a threaded one, into whose children no process can be moved.
 */
function enableControllers(directory: string): boolean {
  writeIfThere(directory, 'cgroup.subtree_control', NEEDED.map((controller) => `+${controller}`).join(' '));
  const enabled = readIfThere(directory, 'cgroup.subtree_control')?.split(' ') ?? [];
  if (!NEEDED.every((controller) => enabled.includes(controller))) return false;
  // Good to have: without it, concurrent runs may slow each other.
  writeIfThere(directory, 'cgroup.subtree_control', '+cpu');
  return true;
}

class CgroupV2 implements Cgroup {
  readonly joinFiles: readonly string[];
  readonly #directory: string;

  constructor(directory: string, limits: CgroupLimits) {
    this.#directory = directory;
    this.joinFiles = [join(directory, 'cgroup.procs')];
    mkdirSync(directory, { recursive: true });
    write(directory, 'memory.max', limits.memoryBytes);
    write(directory, 'pids.max', limits.processes);
    writeIfThere(directory, 'memory.swap.max', 0);
    writeIfThere(directory, 'memory.oom.group', limits.goesOnWithoutMemory ? 0 : 1);
    writeIfThere(directory, 'cgroup.max.descendants', 0);
    writeIfThere(directory, 'cpu.max', `${(CPU_PERIOD_US * CPU_PERCENT) / 100} ${CPU_PERIOD_US}`);
  }

  add(pid: number): Promise<void> {
    return move(this.#directory, pid);
  }

  /** Nothing to watch: `memory.oom.group` ends the whole group by itself. */
  watch(): () => void {
    return () => {};
  }

  kill(): void {
    if (writeIfThere(this.#directory, 'cgroup.kill', 1)) return;
    writeIfThere(this.#directory, 'cgroup.freeze', 1);
    killEach(listProcesses(this.#directory));
    writeIfThere(this.#directory, 'cgroup.freeze', 0);
  }

  freeze(isFrozen: boolean): boolean {
    return writeIfThere(this.#directory, 'cgroup.freeze', isFrozen ? 1 : 0);
  }

  usage(): CgroupUsage {
    const cpu = readIfThere(this.#directory, 'cpu.stat');
    // `memory.peak` came with kernel 5.19; before, the highest use is not known.
    const peak = readIfThere(this.#directory, 'memory.peak');
    return {
      memoryKills: parseField(read(this.#directory, 'memory.events'), 'oom_kill'),
      cpuMs: cpu === null ? null : parseField(cpu, 'usage_usec') / 1000,
      memoryBytes: peak === null ? null : Number(peak),
    };
  }

  async remove(): Promise<void> {
    await removeDirectories([this.#directory]);
  }
}
