import { chownSync, closeSync, constants, openSync, rmSync, writeFileSync } from 'node:fs';
import { chown, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { CgroupManager } from '../cgroups/cgroup.ts';
import type { Cell, Sandbox, SandboxSpec, WorkspaceFile } from '../driver.ts';
import { MAX_TOOLCHAIN_FILE_BYTES } from '../limits.ts';
import {
  buildBubblewrapArguments,
  buildLaunchCommand,
  type LaunchTools,
  type SandboxLayout,
} from './arguments.ts';
import { readBuild, writeBuild } from './build-files.ts';
import { removeTree, watchUsage } from './disk.ts';
import { launch } from './launch.ts';
import { findLeakedFds } from './leaked-fds.ts';
import { openChannel, openInputChannel, type Slot } from './slot.ts';
import { writeWorkspace } from './workspace.ts';

/** What all cells of a driver have in common. */
export interface CellHost {
  tools: LaunchTools;
  cgroups: CgroupManager;
  filterPath: string;
  layout: Pick<SandboxLayout, 'system' | 'etcDir' | 'etcMounts' | 'maskedFiles'>;
}

/** A slot made ready for one run, with an empty workspace. `onClosed` gets the slot back. */
export async function openCell(
  host: CellHost,
  slot: Slot,
  name: string,
  onClosed: () => void,
): Promise<Cell> {
  const workspace = join(slot.disk.path, 'workspace');
  const build = join(slot.disk.path, 'build');
  for (const directory of [workspace, build]) {
    await removeTree(directory);
    await mkdir(directory, { mode: 0o700 });
    if (slot.uid !== null) await chown(directory, slot.uid, slot.uid);
  }
  let started = 0;

  async function start(spec: SandboxSpec): Promise<Sandbox> {
    const cgroup = host.cgroups.create(`${name}-${++started}`, spec);
    if (spec.output && slot.uid !== null) chownSync(spec.output.source, slot.uid, slot.uid);
    const input = spec.isStdinOpen ? openInputChannel(slot) : null;
    try {
      const sandbox = await launch({
        command: buildLaunchCommand({
          tools: host.tools,
          argv: spec.argv,
          leakedFds: findLeakedFds(),
          processes: host.cgroups.isEnforced ? null : spec.processes,
          hasResults: spec.hasResults ?? false,
          ...(spec.output && { fileBytes: MAX_TOOLCHAIN_FILE_BYTES }),
        }),
        bubblewrapArguments: buildBubblewrapArguments({
          ...host.layout,
          terminals: slot.terminals,
          mounts: spec.mounts,
          workspace: { source: workspace, isWritable: spec.workspace === 'writable' },
          build: spec.build === 'absent' ? null : { source: build, isWritable: spec.build === 'writable' },
          env: spec.env,
          output: spec.output ?? null,
        }),
        uid: slot.uid,
        stdinFd: input?.readFd ?? openStdin(slot, spec.stdin),
        stdin: input?.writer ?? null,
        stdout: openChannel(slot, 'stdout'),
        stderr: openChannel(slot, 'stderr'),
        results: spec.hasResults ? openChannel(slot, 'results') : null,
        filterPath: host.filterPath,
        cgroup,
        watchDisk: slot.disk.isBounded ? null : (onFull) => watchUsage(slot.disk.path, onFull),
      });
      const ended = sandbox.ended.finally(() => cgroup.remove());
      ended.catch(() => {}); // The caller awaits it too; this only keeps an early rejection from ending the process.
      if (spec.stdin !== '') input?.writer.write(spec.stdin);
      return { ...sandbox, ended };
    } catch (error) {
      input?.writer.destroy();
      await cgroup.remove();
      throw error;
    }
  }

  return {
    writeFiles: (files: readonly WorkspaceFile[]) => writeWorkspace(workspace, files, slot.uid),
    readBuild: (limitBytes) => readBuild(build, limitBytes),
    writeBuild: (files) => writeBuild(build, files, slot.uid),
    start,
    close: async () => {
      await removeTree(workspace);
      await removeTree(build);
      onClosed();
    },
  };
}

/**
 * A file and not a pipe, so that programs can open it again as `/dev/stdin`. It has no name any more when they run. It
 * lies outside of the workspace's limits, so where we can it stays ours: its owner could open it for writing.
 */
export function openStdin(slot: Slot, text: string): number {
  if (text === '') return openSync('/dev/null', 'r');
  const path = join(slot.directory, 'stdin-text');
  rmSync(path, { force: true });
  const { O_WRONLY, O_CREAT, O_EXCL, O_RDONLY } = constants;
  const writeFd = openSync(path, O_WRONLY | O_CREAT | O_EXCL, 0o444);
  writeFileSync(writeFd, text);
  closeSync(writeFd);
  const readFd = openSync(path, O_RDONLY);
  rmSync(path);
  return readFd;
}
