/** Limits that only the kernel can hold for a whole group of processes. */
export interface CgroupLimits {
  memoryBytes: number;
  /** Processes and threads together. */
  processes: number;
  /** Whether the others live on when the kernel ends one process for memory, as a shell that people work in should. */
  goesOnWithoutMemory?: boolean;
}

export interface CgroupUsage {
  /** Processes that the kernel, or our watchdog, ended because the memory limit was reached. */
  memoryKills: number;
  /** Processor time, or null where the machine cannot tell. */
  cpuMs: number | null;
  /** Highest memory use, or null where the machine cannot tell. */
  memoryBytes: number | null;
}

/** The group of one sandbox, from before its program starts until all its processes are gone. */
export interface Cgroup {
  /** Files that a process writes its own id into to join the group; none where there is no group. */
  joinFiles: readonly string[];
  /** Puts a process, and all that it will start, into the group. Throws when the kernel refuses. */
  add(pid: number): Promise<void>;
  /** Calls back once when the memory limit ended a process and others may live on. Returns how to stop watching. */
  watch(onMemoryLimit: () => void): () => void;
  /** Ends every process in the group at once. */
  kill(): void;
  /**
   * Stops every process where it is, or lets all go on. A frozen group can be killed. False where this kernel cannot
   * do that: nothing changes then.
   */
  freeze(isFrozen: boolean): boolean;
  usage(): CgroupUsage;
  /** Removes the group. Call after its processes are gone; gives up quietly when one is left, the next start cleans up. */
  remove(): Promise<void>;
}

/** One way of grouping processes on this machine. */
export interface CgroupManager {
  kind: 'v1' | 'v2' | 'none';
  /** Whether the kernel itself holds the limits. Without it memory is only sampled: for development, not for strangers' code. */
  isEnforced: boolean;
  /** For an operator: which hierarchy is used, or why none is. */
  detail: string;
  create(name: string, limits: CgroupLimits): Cgroup;
  /** Removes what this manager made for itself. */
  close(): Promise<void>;
}
