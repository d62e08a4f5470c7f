import { chownSync, closeSync, constants, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import type { CgroupManager } from '../cgroups/cgroup.ts';
import type { Cell, Sandbox, SandboxSpec, WorkspaceFile } from '../driver.ts';
import { MAX_FILE_BYTES, MAX_TOOLCHAIN_FILE_BYTES } from '../limits.ts';
import { buildBubblewrapArguments, buildStartScript, type SandboxLayout } from './arguments.ts';
import { readBuild, writeBuild } from './build-files.ts';
import { removeTree, watchUsage } from './disk.ts';
import { launch } from './launch.ts';
import { openChannel, openInputChannel, pipePath, type Slot, writeSlotFile } from './slot.ts';
import { Starter, type StarterTools } from './starter.ts';
import { removeStdin, writeStdin } from './stdin-file.ts';
import { writeWorkspace } from './workspace.ts';

/** What all cells of a driver have in common. */
export interface CellHost {
  tools: StarterTools & { bubblewrap: string };
  cgroups: CgroupManager;
  filterPath: string;
  layout: Pick<SandboxLayout, 'system' | 'etcDir' | 'maskedFiles'>;
  /** From `makeDevices`. */
  devices: string | null;
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
  for (const directory of [workspace, build]) await makeEmpty(directory, slot.uid);
  let started = 0;

  async function start(spec: SandboxSpec): Promise<Sandbox> {
    const cgroup = host.cgroups.create(`${name}-${++started}`, spec);
    if (spec.output && slot.uid !== null) chownSync(spec.output.source, slot.uid, slot.uid);
    const input = spec.isStdinOpen ? openInputChannel(slot) : null;
    try {
      const starter = await findStarter(host, slot, spec.output ? MAX_TOOLCHAIN_FILE_BYTES : MAX_FILE_BYTES);
      const bubblewrapArguments = buildBubblewrapArguments({
        ...host.layout,
        devices: host.devices,
        terminals: slot.terminals,
        mounts: spec.mounts,
        workspace: { source: workspace, isWritable: spec.workspace === 'writable' },
        build: spec.build === 'absent' ? null : { source: build, isWritable: spec.build === 'writable' },
        env: spec.env,
        output: spec.output ?? null,
      });
      const stdin = input ? null : writeStdin(slot, spec.stdin);
      const files = {
        stdin: stdin ?? pipePath(slot, 'stdin'),
        stdout: pipePath(slot, 'stdout'),
        stderr: pipePath(slot, 'stderr'),
        status: pipePath(slot, 'status'),
        block: pipePath(slot, 'block'),
        seccomp: host.filterPath,
        args: writeSlotFile(slot, 'arguments', `${bubblewrapArguments.join('\0')}\0`),
        results: spec.hasResults ? pipePath(slot, 'results') : null,
      };
      const processes = host.cgroups.isEnforced ? null : spec.processes;
      const { bubblewrap } = host.tools;
      writeSlotFile(slot, START_SCRIPT, buildStartScript({ bubblewrap, files, argv: spec.argv, processes }));
      const sandbox = await launch({
        starter,
        stdin: input?.writer ?? null,
        stdout: openChannel(slot, 'stdout'),
        stderr: openChannel(slot, 'stderr'),
        status: openChannel(slot, 'status'),
        results: spec.hasResults ? openChannel(slot, 'results') : null,
        // For reading too: opening it only for writing would wait for the other end.
        blockFd: openSync(files.block, constants.O_RDWR | constants.O_NONBLOCK),
        cgroup,
        onOpened: () => {
          if (input) closeSync(input.readFd);
          if (stdin) removeStdin(stdin);
        },
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
    writeFiles: async (files: readonly WorkspaceFile[]) => writeWorkspace(workspace, files, slot.uid),
    readBuild: (limitBytes) => readBuild(build, limitBytes),
    writeBuild: async (files) => writeBuild(build, files, slot.uid),
    start,
    close: async () => {
      await removeTree(workspace);
      await removeTree(build);
      onClosed();
    },
  };
}

const START_SCRIPT = 'start';

/** The slot's starter, or a new one where that has ended or has other limits. */
async function findStarter(host: CellHost, slot: Slot, fileBytes: number): Promise<Starter> {
  const { starter } = slot;
  if (starter && !starter.isGone && starter.fileBytes === fileBytes) return starter;
  await starter?.close();
  const { tools } = host;
  const scriptPath = join(slot.directory, START_SCRIPT);
  slot.starter = new Starter({ tools, uid: slot.uid, scriptPath, fileBytes });
  return slot.starter;
}

/** Makes a directory, or empties the one that is there. */
async function makeEmpty(directory: string, uid: number | null): Promise<void> {
  await removeTree(directory);
  mkdirSync(directory, { mode: 0o700 });
  if (uid !== null) chownSync(directory, uid, uid);
}
