import { type ChildProcess, spawn } from 'node:child_process';
import { chownSync, closeSync, readFileSync, rmSync } from 'node:fs';
import { chown, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readBuild, writeBuild } from '../bubblewrap/build-files.ts';
import { removeTree, watchUsage } from '../bubblewrap/disk.ts';
import { drained } from '../bubblewrap/launch.ts';
import { openChannel, openInputChannel, type Slot } from '../bubblewrap/slot.ts';
import { openStdin } from '../bubblewrap/stdin-file.ts';
import { writeWorkspace } from '../bubblewrap/workspace.ts';
import type { Cgroup, CgroupManager } from '../cgroups/cgroup.ts';
import { type Cell, type Sandbox, type SandboxEnd, type SandboxSpec, SandboxTrouble } from '../driver.ts';
import { KILL_GRACE } from '../limits.ts';
import { type BundleLayout, writeBundle } from './bundle.ts';

/** Files below a slot's directory: what runsc is told, what it keeps while a program runs, and what it complains of. */
const FILES = { bundle: 'gvisor-bundle', state: 'gvisor-state', log: 'gvisor.log' };

/** What gVisor's own kernel takes in the cgroup, beside what the program has. */
const KERNEL_BYTES = 64 * 1024 * 1024;

/** Threads of gVisor's own in the cgroup. With fewer it gives up itself, and not the program that asked for too much. */
const KERNEL_THREADS = 256;

/** Joins the cgroups named before `--`, then becomes the command after it: no process is ever outside of them. */
const JOIN = 'while [ "$1" != -- ]; do echo $$ >"$1" || exit 97; shift; done; shift; exec "$@"';

/** However the service ends, runsc gets SIGKILL then, and what it has started ends with it. */
const DIE_WITH_SERVICE = ['--pdeathsig', 'KILL', '--'];

/** What all cells of the driver have in common. */
export interface GvisorHost {
  /** runsc with its global options, except for where its own files lie. */
  command: readonly string[];
  bash: string;
  setpriv: string;
  cgroups: CgroupManager;
  layout: Pick<BundleLayout, 'rootDir' | 'etcDir' | 'systemDirs'>;
}

/** A slot made ready for one run, with an empty workspace. `onClosed` gets the slot back. */
export async function openGvisorCell(
  host: GvisorHost,
  slot: Slot,
  name: string,
  onClosed: () => void,
): Promise<Cell> {
  const workspace = join(slot.disk.path, 'workspace');
  const build = join(slot.disk.path, 'build');
  const uid = slot.uid ?? 0;
  for (const directory of [workspace, build]) {
    await removeTree(directory);
    await mkdir(directory, { mode: 0o700 });
    await chown(directory, uid, uid);
  }
  let started = 0;

  async function start(spec: SandboxSpec): Promise<Sandbox> {
    if (spec.hasResults)
      throw new SandboxTrouble(
        'Tests of functions need a channel that gVisor does not pass on: use bubblewrap.',
      );
    if (spec.output) chownSync(spec.output.source, uid, uid);
    const id = `${name}-${++started}`;
    const bundle = join(slot.directory, FILES.bundle);
    writeBundle(bundle, { ...host.layout, workspace, build, uid }, spec);
    const cgroup = host.cgroups.create(id, {
      memoryBytes: spec.memoryBytes + KERNEL_BYTES,
      processes: spec.processes + KERNEL_THREADS,
    });
    const statePath = join(slot.directory, FILES.state);
    const logPath = join(slot.directory, FILES.log);
    rmSync(logPath, { force: true });
    const input = spec.isStdinOpen ? openInputChannel(slot) : null;
    const stdout = openChannel(slot, 'stdout');
    const stderr = openChannel(slot, 'stderr');
    const stdinFd = input?.readFd ?? openStdin(slot, spec.stdin);
    const command = [
      ...[host.setpriv, ...DIE_WITH_SERVICE, ...host.command, `--root=${statePath}`, `--log=${logPath}`],
      ...['run', `--bundle=${bundle}`, id],
    ];
    const child = spawn(host.bash, ['-c', JOIN, 'join', ...cgroup.joinFiles, '--', ...command], {
      env: {} as NodeJS.ProcessEnv,
      cwd: '/',
      detached: true,
      stdio: [stdinFd, stdout.writeFd, stderr.writeFd],
    });
    for (const fd of [stdinFd, stdout.writeFd, stderr.writeFd]) closeSync(fd);
    if (spec.stdin !== '') input?.writer.write(spec.stdin);
    const running = watch({ child, cgroup, diskPath: slot.disk.isBounded ? null : slot.disk.path });
    const ended = (async (): Promise<SandboxEnd> => {
      const end = await running.exited;
      input?.writer.destroy();
      await Promise.all([drained(stdout.reader), drained(stderr.reader)]);
      const usage = cgroup.usage();
      await cgroup.remove();
      // What runsc keeps about a container that ended by itself it removes; of a killed one it cannot.
      await removeTree(statePath);
      const trouble = end.exitCode === 0 || end.exitCode === null ? null : readTrouble(logPath);
      if (trouble && usage.memoryKills === 0) throw new SandboxTrouble(trouble);
      return { ...end, usage };
    })();
    ended.catch(() => {}); // The caller awaits it too; this only keeps an early rejection from ending the process.
    return {
      stdin: input?.writer ?? null,
      stdout: stdout.reader,
      stderr: stderr.reader,
      results: null,
      usage: () => cgroup.usage(),
      kill: running.kill,
      ended,
    };
  }

  return {
    writeFiles: async (files) => writeWorkspace(workspace, files, slot.uid),
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

/** Follows one command from its start to its end. `kill` ends the program with the kernel that it runs on. */
function watch(options: { child: ChildProcess; cgroup: Cgroup; diskPath: string | null }) {
  const { child, cgroup, diskPath } = options;
  const startedAt = performance.now();
  let hardKill: NodeJS.Timeout | undefined;
  let isDiskFull = false;
  const kill = () => {
    cgroup.kill();
    hardKill ??= setTimeout(() => child.kill('SIGKILL'), KILL_GRACE);
  };
  const stopWatches = [
    cgroup.watch(kill),
    diskPath &&
      watchUsage(diskPath, () => {
        isDiskFull = true;
        kill();
      }),
  ];
  const exited = new Promise<Omit<SandboxEnd, 'usage'>>((resolve, reject) => {
    child.once('error', (error) => reject(new SandboxTrouble(error.message)));
    child.once('exit', (code) => {
      for (const stop of stopWatches) if (stop) stop();
      clearTimeout(hardKill);
      cgroup.kill();
      const exitCode = hardKill === undefined ? code : null;
      resolve({ exitCode, timeMs: performance.now() - startedAt, isDiskFull });
    });
  });
  return { exited, kill };
}

/** What runsc says about a failure of its own, or null. It names files of ours, never what a program has written. */
function readTrouble(logPath: string): string | null {
  try {
    const message = /"msg":"((?:[^"\\]|\\.)*)","level":"error"/.exec(readFileSync(logPath, 'utf8'))?.[1];
    return message === undefined ? null : `runsc: ${message.slice(0, 300)}`;
  } catch {
    return null; // It had nothing to say.
  }
}
