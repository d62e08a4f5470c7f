import type { Mount } from '../driver.ts';
import { SHM_BYTES, TMP_BYTES } from '../limits.ts';

/** Descriptors that bubblewrap gets beside stdin, stdout and stderr; it closes all but `results` before the program starts. */
export const FD = { status: 3, block: 4, seccomp: 5, args: 6, results: 7 };

/** Files of the kernel that tell about the machine or the kernel's memory, hidden where they exist. */
export const MASKED_PROC_FILES = [
  'cmdline',
  'config.gz',
  'diskstats',
  'kallsyms',
  'kcore',
  'key-users',
  'keys',
  'kpagecount',
  'kpageflags',
  'latency_stats',
  'modules',
  'sched_debug',
  'sysrq-trigger',
  'timer_list',
].map((name) => `/proc/${name}`);

/** A top-level directory of the host's system: a link into `/usr`, or a directory of its own. */
export interface SystemEntry {
  path: string;
  linkTarget: string | null;
}

export interface SandboxLayout {
  /** `/bin`, `/lib` and the like, as this machine has them. */
  system: readonly SystemEntry[];
  /** Directory that becomes `/etc`. */
  etcDir: string;
  maskedFiles: readonly string[];
  /** Directory that becomes `/dev`; without one bubblewrap makes it, which takes a mount for each device. */
  devices?: string | null;
  /** Directory that becomes `/dev/pts`; without one bubblewrap makes it, with no limit of its own. */
  terminals?: string | null;
  mounts: readonly Mount[];
  workspace: { source: string; isWritable: boolean };
  build: { source: string; isWritable: boolean } | null;
  output?: Mount | null;
  env: Readonly<Record<string, string>>;
  /** For a shell at a terminal: without a session of its own, so that job control works. */
  isInteractive?: boolean;
}

/** The arguments that build the sandbox, for `bwrap --args`. Order matters: later mounts lie over earlier ones. */
export function buildBubblewrapArguments(layout: SandboxLayout): string[] {
  const bind = ({ source, isWritable }: { source: string; isWritable: boolean }, target: string) => [
    isWritable ? '--bind' : '--ro-bind',
    source,
    target,
  ];
  // Ours has no pseudo-terminals in it.
  const devices = (layout.terminals && layout.devices) || null;
  return [
    ...['--unshare-user', '--uid', '1000', '--gid', '1000', '--disable-userns'],
    ...['--unshare-pid', '--unshare-net', '--unshare-ipc', '--unshare-uts', '--unshare-cgroup-try'],
    ...['--hostname', 'sandbox', '--die-with-parent', '--as-pid-1'],
    ...(layout.isInteractive ? [] : ['--new-session']),
    ...['--cap-drop', 'ALL', '--clearenv'],
    ...Object.entries(layout.env).flatMap(([name, value]) => ['--setenv', name, value]),
    ...['--ro-bind', '/usr', '/usr'],
    ...layout.system.flatMap(({ path, linkTarget }) =>
      linkTarget === null ? ['--ro-bind', path, path] : ['--symlink', linkTarget, path],
    ),
    ...['--ro-bind', layout.etcDir, '/etc'],
    ...['--proc', '/proc'],
    ...layout.maskedFiles.flatMap((path) => ['--ro-bind', '/dev/null', path]),
    ...(devices === null ? ['--dev', '/dev'] : ['--dev-bind', devices, '/dev']),
    ...(layout.terminals ? ['--dev-bind', layout.terminals, '/dev/pts'] : []),
    ...['--size', String(SHM_BYTES), '--perms', '1777', '--tmpfs', '/dev/shm'],
    // Without this the root and bubblewrap's /dev are writable memory, as large as half of the machine's.
    ...(devices === null ? ['--remount-ro', '/dev'] : []),
    ...['--size', String(TMP_BYTES), '--perms', '1777', '--tmpfs', '/tmp'],
    ...layout.mounts.flatMap(({ source, target }) => ['--ro-bind', source, target]),
    ...bind(layout.workspace, '/workspace'),
    ...(layout.build ? bind(layout.build, '/build') : []),
    ...(layout.output ? ['--bind', layout.output.source, layout.output.target] : []),
    ...['--remount-ro', '/', '--chdir', '/workspace'],
  ];
}

/**
 * Process 1 of the sandbox: waits for the program and buries the orphans. bubblewrap brings one of its own, but leaves
 * it behind when the program ends, for the machine's process 1 to bury, which in many containers nobody does. With
 * ours, bubblewrap ends when everything in the sandbox is gone. The shell's own remarks ("Segmentation fault") go nowhere:
 * in brackets, because dash gives a plain command's stderr to itself as well while that runs.
 */
export const FIRST_PROCESS = [
  '/bin/sh',
  '-c',
  'exec 3>&2 2>/dev/null; (exec "$@" 2>&3 3>&-); exit $?',
  'init',
];

/** The same for a program that gets the channel for results, as its descriptor 3. */
const FIRST_PROCESS_WITH_RESULTS = [
  '/bin/sh',
  '-c',
  `exec 4>&2 2>/dev/null; (exec "$@" 2>&4 4>&- 3>&${FD.results} ${FD.results}>&-); exit $?`,
  'init',
];

/** Files that the start script opens for bubblewrap, by what they become. Some are named pipes. */
export interface StartFiles {
  stdin: string;
  stdout: string;
  stderr: string;
  status: string;
  block: string;
  /** Compiled filter. */
  seccomp: string;
  /** From `buildBubblewrapArguments`, each ended by NUL. */
  args: string;
  results: string | null;
}

/**
 * The shell script that becomes bubblewrap. `processes` is set where no cgroup counts them; that limit is set inside,
 * where only the sandbox's own processes count, and not all of the service's user.
 */
export function buildStartScript(options: {
  bubblewrap: string;
  files: StartFiles;
  argv: readonly string[];
  processes: number | null;
}): string {
  const { bubblewrap, files, argv, processes } = options;
  const { stdin, stdout, stderr, status, block, seccomp, args, results } = files;
  const opened = [
    ...[`<${quote(stdin)}`, `>${quote(stdout)}`, `2>${quote(stderr)}`],
    ...[`${FD.status}>${quote(status)}`, `${FD.block}<${quote(block)}`],
    ...[`${FD.seccomp}<${quote(seccomp)}`, `${FD.args}<${quote(args)}`],
    ...(results === null ? [] : [`${FD.results}>${quote(results)}`]),
  ];
  const command = [
    ...[bubblewrap, '--args', String(FD.args), '--json-status-fd', String(FD.status)],
    ...['--block-fd', String(FD.block), '--seccomp', String(FD.seccomp)],
    ...['--', ...(results === null ? FIRST_PROCESS : FIRST_PROCESS_WITH_RESULTS)],
    ...(processes === null ? [] : ['/usr/bin/prlimit', `--nproc=${processes}`, '--']),
    ...argv,
  ];
  return `exec ${opened.join(' ')}\nexec ${command.map(quote).join(' ')}\n`;
}

/** A word of a POSIX shell that stands for exactly this text. */
function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
