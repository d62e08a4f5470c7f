import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CgroupManager } from '../cgroups/cgroup.ts';
import { type Driver, SandboxTrouble } from '../driver.ts';
import { compileFilter, encodeFilter } from '../seccomp/compile.ts';
import type { Arch } from '../seccomp/policy.ts';
import { findExecutable, readOutput } from '../tools.ts';
import { type CellHost, openCell } from './cell.ts';
import { makeDevices } from './devices.ts';
import { findLeakedFds } from './leaked-fds.ts';
import { makeSlot, type Slot } from './slot.ts';
import { prepareSystemFiles } from './system-files.ts';
import { prepareTerminal } from './terminal.ts';
import { claimUserId, releaseUserId } from './user-ids.ts';

const ARCHES: Partial<Record<string, Arch>> = { x64: 'x86_64', arm64: 'aarch64' };
/** Options that came with bubblewrap 0.8; without them a program could make namespaces or fill the machine's memory. */
const NEEDED_OPTIONS = ['--disable-userns', '--size', '--json-status-fd'];

/**
 * The driver that isolates with bubblewrap, a user id of its own for each slot, a seccomp filter and cgroups.
 * Throws `SandboxTrouble`, saying what to install, when this machine cannot.
 */
export async function openBubblewrapDriver(options: {
  instance: string;
  /** From `openStateDir`. */
  directory: string;
  searchPath: readonly string[];
  cgroups: CgroupManager;
}): Promise<Driver> {
  const { instance, directory, cgroups } = options;
  const arch = ARCHES[process.arch];
  if (process.platform !== 'linux' || !arch)
    throw new SandboxTrouble(
      `Programs can be isolated on Linux on x86_64 and aarch64 only, not on ${process.platform} ${process.arch}.`,
    );
  const tools = findTools(options.searchPath);
  const version = await probeBubblewrap(tools.bubblewrap);
  const filterPath = join(directory, 'seccomp.bpf');
  writeFileSync(filterPath, encodeFilter(compileFilter(arch)));
  const host: CellHost = {
    tools,
    cgroups,
    filterPath,
    layout: prepareSystemFiles(join(directory, 'etc')),
    devices: makeDevices(join(directory, 'devices')),
  };
  const isRoot = process.getuid?.() === 0;
  const slots: Slot[] = [];
  const free: Slot[] = [];
  let opened = 0;
  let terminals = 0;

  function addSlot(): Slot {
    const uid = isRoot ? claimUserId(instance) : null;
    const slot = makeSlot(join(directory, `slot-${slots.length}`), uid);
    slots.push(slot);
    return slot;
  }

  return {
    describe: () => ({
      driver: 'bubblewrap',
      version,
      arch,
      ownUserIdPerSlot: isRoot,
      cgroups: cgroups.kind,
      cgroupDetail: cgroups.detail,
      limitsEnforcedByKernel: cgroups.isEnforced,
      workspaceBoundedByDisk: slots.every((slot) => slot.disk.isBounded),
      inheritedDescriptorsClosed: findLeakedFds().length,
      developmentOnly: !cgroups.isEnforced,
    }),
    open: async () => {
      const slot = free.pop() ?? addSlot();
      // A slot whose workspace could not be emptied never comes back here: nobody gets it again.
      return openCell(host, slot, `run-${++opened}`, () => free.push(slot));
    },
    terminals: {
      claimUserId: () => (isRoot ? claimUserId(instance) : null),
      releaseUserId: (uid) => releaseUserId(instance, uid),
      prepare: (spec) => prepareTerminal({ ...host, directory }, `terminal-${++terminals}`, spec),
    },
    close: async () => {
      await Promise.all(slots.map(({ starter }) => starter?.close()));
      for (const { uid } of slots) if (uid !== null) releaseUserId(instance, uid);
    },
  };
}

function findTools(searchPath: readonly string[]): CellHost['tools'] {
  return {
    bubblewrap: need('bwrap', 'bubblewrap', searchPath),
    prlimit: need('prlimit', 'util-linux', searchPath),
    setpriv: need('setpriv', 'util-linux', searchPath),
    bash: need('bash', 'bash', searchPath),
  };
}

function need(name: string, debianPackage: string, searchPath: readonly string[]): string {
  const path = findExecutable(name, searchPath);
  if (path) return path;
  throw new SandboxTrouble(
    `${name} is not installed. On Debian and Ubuntu: apt-get install ${debianPackage}`,
  );
}

async function probeBubblewrap(path: string): Promise<string> {
  const help = await readOutput(path, ['--help']);
  const missing = NEEDED_OPTIONS.filter((option) => !help?.includes(option));
  if (missing.length > 0)
    throw new SandboxTrouble(
      `bubblewrap is too old: it lacks ${missing.join(', ')}. Install version 0.8 or newer.`,
    );
  return (await readOutput(path, ['--version']))?.trim() ?? 'unknown';
}
