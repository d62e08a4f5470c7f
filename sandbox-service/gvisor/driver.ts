import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { makeSlot, type Slot } from '../bubblewrap/slot.ts';
import { prepareSystemFiles } from '../bubblewrap/system-files.ts';
import { claimUserId, releaseUserId } from '../bubblewrap/user-ids.ts';
import type { CgroupManager } from '../cgroups/cgroup.ts';
import { type Driver, SandboxTrouble } from '../driver.ts';
import { findExecutable, readOutput } from '../tools.ts';
import { makeRoot } from './bundle.ts';
import { type GvisorHost, openGvisorCell } from './cell.ts';

/**
 * The driver that isolates with gVisor: a kernel of its own, in user space, for each program. Programs never talk to the
 * machine's kernel. Throws `SandboxTrouble`, saying what to install, when this machine cannot.
 */
export async function openGvisorDriver(options: {
  instance: string;
  /** From `openStateDir`. */
  directory: string;
  searchPath: readonly string[];
  cgroups: CgroupManager;
}): Promise<Driver> {
  const { instance, directory, cgroups, searchPath } = options;
  if (process.getuid?.() !== 0)
    throw new SandboxTrouble(
      'gVisor needs root here. Start the service as root, or set SANDBOX_DRIVER=bubblewrap.',
    );
  if (!cgroups.isEnforced)
    throw new SandboxTrouble(`gVisor has no limits without cgroups: ${cgroups.detail}.`);
  const need = (name: string, advice: string) => {
    const path = findExecutable(name, searchPath);
    if (!path) throw new SandboxTrouble(`${name} is not installed. ${advice}`);
    return path;
  };
  const runsc = need(
    'runsc',
    'On Debian: apt-get install runsc; on Ubuntu: gVisor’s own packages (gvisor.dev).',
  );
  const bash = need('bash', 'On Debian and Ubuntu: apt-get install bash');
  const setpriv = need('setpriv', 'On Debian and Ubuntu: apt-get install util-linux');
  const version =
    /runsc version (\S+)/.exec((await readOutput(runsc, ['--version'])) ?? '')?.[1] ?? 'unknown';
  const platform = await choosePlatform(runsc);
  const { system, etcDir } = prepareSystemFiles(join(directory, 'etc'));
  const rootDir = join(directory, 'gvisor-root');
  makeRoot(rootDir, system);
  const systemDirs = system.filter(({ linkTarget }) => linkTarget === null).map(({ path }) => path);
  const host: GvisorHost = {
    command: [runsc, `--platform=${platform}`, '--network=none', '--ignore-cgroups'],
    bash,
    setpriv,
    cgroups,
    layout: { rootDir, etcDir, systemDirs },
  };
  const slots: Slot[] = [];
  const free: Slot[] = [];
  let opened = 0;

  function addSlot(): Slot {
    const slot = makeSlot(join(directory, `slot-${slots.length}`), claimUserId(instance));
    slots.push(slot);
    return slot;
  }

  return {
    hasOwnKernel: true,
    describe: () => ({
      driver: 'gvisor',
      version,
      platform,
      ownUserIdPerSlot: true,
      cgroups: cgroups.kind,
      cgroupDetail: cgroups.detail,
      limitsEnforcedByKernel: true,
      workspaceBoundedByDisk: slots.every((slot) => slot.disk.isBounded),
      developmentOnly: false,
    }),
    open: async () => {
      const slot = free.pop() ?? addSlot();
      return openGvisorCell(host, slot, `run-${++opened}`, () => free.push(slot));
    },
    terminals: null,
    close: async () => {
      for (const { uid } of slots) if (uid !== null) releaseUserId(instance, uid);
    },
  };
}

/** Newer versions have a faster way to catch system calls; older ones refuse its name. */
async function choosePlatform(runsc: string): Promise<'systrap' | 'ptrace'> {
  const flags = await promisify(execFile)(runsc, ['flags'], { timeout: 5000 }).then(
    ({ stdout, stderr }) => stdout + stderr,
    () => '',
  );
  return flags.includes('systrap') ? 'systrap' : 'ptrace';
}
