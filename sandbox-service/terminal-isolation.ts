import type { Cgroup } from './cgroups/cgroup.ts';
import type { Mount } from './driver.ts';

/** A shell that people share, as a driver isolates it. Nothing of the service's own environment goes in. */
export interface TerminalSpec {
  /** Directory of the host that becomes `/workspace`; belongs to `uid`. */
  workspace: string;
  uid: number | null;
  argv: readonly string[];
  env: Readonly<Record<string, string>>;
  /** Toolchains from outside `/usr`, read-only. */
  mounts: readonly Mount[];
  memoryBytes: number;
  processes: number;
}

/** A command that, started at a pseudo-terminal with an empty environment, isolates itself before the shell runs. */
export interface PreparedTerminal {
  program: string;
  args: string[];
  /** Empty until the command runs, which joins it by itself. */
  cgroup: Cgroup;
  /** Whether the kernel holds the memory limit; if not, `cgroup.watch` must be used. */
  isEnforced: boolean;
  /** Call when all its processes are gone. */
  dispose(): Promise<void>;
}

/** What a driver offers for terminals. */
export interface TerminalIsolation {
  /** A user id of the host that no sandbox has, or null where the service is not root. */
  claimUserId(): number | null;
  releaseUserId(uid: number): void;
  prepare(spec: TerminalSpec): PreparedTerminal;
}
