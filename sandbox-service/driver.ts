import type { Readable, Writable } from 'node:stream';
import type { CgroupUsage } from './cgroups/cgroup.ts';
import type { TerminalIsolation } from './terminal-isolation.ts';

/** A file or directory of the host that a sandbox may read at the same or another place. */
export interface Mount {
  source: string;
  target: string;
}

export interface WorkspaceFile {
  path: string;
  text: string;
}

/** One command in the sandbox. The driver adds the isolation; nothing of the service's own environment goes in. */
export interface SandboxSpec {
  argv: readonly string[];
  env: Readonly<Record<string, string>>;
  stdin: string;
  /** Leaves stdin open after that text: `Sandbox.stdin` takes more, and ending it is the end of the input. */
  isStdinOpen?: boolean;
  /** Gives the program descriptor 3, read from `Sandbox.results`. */
  hasResults?: boolean;
  /** Toolchains from outside `/usr`, read-only. */
  mounts: readonly Mount[];
  /** `/workspace`: the candidate's files. `/build`: what a compile step made of them. */
  workspace: 'writable' | 'readonly';
  build: 'writable' | 'readonly' | 'absent';
  /** A directory of the host that the command fills, and where it sees it. It will belong to the sandbox's user. */
  output?: Mount;
  memoryBytes: number;
  processes: number;
}

/** A file that a compile step made. */
export interface BuildFile {
  path: string;
  bytes: Buffer;
  isExecutable: boolean;
}

export interface SandboxEnd {
  /** As a shell has it: 128 and the signal's number for a program that a signal ended. Null when it was killed from outside. */
  exitCode: number | null;
  /** From when the program could run until all its processes were gone. */
  timeMs: number;
  usage: CgroupUsage;
  /** Whether it was ended because the workspace was over its size (only where the disk itself has no limit). */
  isDiskFull: boolean;
}

/** A command that runs. Whoever started it must read all its streams. */
export interface Sandbox {
  /** Where more input goes; null unless it was asked for. What is written after the program's end is dropped. */
  stdin: Writable | null;
  stdout: Readable;
  stderr: Readable;
  /** What the program writes to descriptor 3; null unless it was asked for. */
  results: Readable | null;
  /** What it has used so far. */
  usage(): CgroupUsage;
  /** Ends every process in it. Safe to call more than once. */
  kill(): void;
  /** Resolves when every process is gone and all output was read. Rejects with `SandboxTrouble` when the isolation could not be built. */
  ended: Promise<SandboxEnd>;
}

/** A place for the commands of one run, one at a time: its own user id, workspace and output channels. */
export interface Cell {
  /** Writes files into the empty workspace. Throws `WorkspaceError` for paths that cannot stand side by side. */
  writeFiles(files: readonly WorkspaceFile[]): Promise<void>;
  /** What lies in `/build`, or null when it is more than `limitBytes` or anything but files and directories. Call when nothing runs in the cell. */
  readBuild(limitBytes: number): Promise<BuildFile[] | null>;
  /** Writes files into the empty `/build`. */
  writeBuild(files: readonly BuildFile[]): Promise<void>;
  /** Resolves when the program runs, with all limits on. Throws `SandboxTrouble`. */
  start(spec: SandboxSpec): Promise<Sandbox>;
  /** Removes the workspace and gives the place back. Call when nothing runs in it. */
  close(): Promise<void>;
}

/** One way of isolating programs. */
export interface Driver {
  /** Whether programs meet a kernel of the driver's own, which does not tell or limit all that the machine's does. */
  hasOwnKernel?: boolean;
  /** For an operator: what is used, line by line. Nothing secret. */
  describe(): Record<string, string | number | boolean>;
  open(): Promise<Cell>;
  /** Null for a driver that cannot isolate a shared shell. */
  terminals: TerminalIsolation | null;
  /** Gives back what the driver took from the machine. Call when no cell is open. */
  close(): Promise<void>;
}

/** The service could not do its work; says nothing about the program. The message is for the operator. */
export class SandboxTrouble extends Error {
  override name = 'SandboxTrouble';
}

/** The files of a request cannot be laid out; the message is for whoever sent them. */
export class WorkspaceError extends Error {
  override name = 'WorkspaceError';
}
