import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MAX_FILE_BYTES, STACK_BYTES } from '../limits.ts';
import type { PreparedTerminal, TerminalSpec } from '../terminal-isolation.ts';
import { buildBubblewrapArguments, FD, FIRST_PROCESS } from './arguments.ts';
import type { CellHost } from './cell.ts';
import { mountTerminals, unmountTerminals } from './slot.ts';

/** Open files of one process. Package managers and dev servers need more than a program of a test. */
const OPEN_FILES = 1024;

/**
 * Run by bash at the pseudo-terminal, as the service's own user: joins the cgroup, gives the terminal to the sandbox's
 * user (else `/dev/stdout` could not be opened there), closes whatever was inherited, and only then becomes the launch.
 */
const LAUNCH = `
filter=$1 arguments=$2 owner=$3; shift 3
while [ "$1" != -- ]; do echo $$ >"$1" || exit 97; shift; done; shift
{ echo 1000 >/proc/self/oom_score_adj; } 2>/dev/null
[ -z "$owner" ] || chown "$owner" /dev/stdin || exit 97
for fd in /proc/$$/fd/*; do fd=\${fd##*/}; [ "$fd" -le 2 ] || eval "exec $fd>&-"; done
exec ${FD.seccomp}<"$filter" ${FD.args}<"$arguments"
exec "$@"`;

/** Makes ready what a shell with job control needs. `name` is unique in this service. */
export function prepareTerminal(
  host: CellHost & { directory: string },
  name: string,
  spec: TerminalSpec,
): PreparedTerminal {
  const { tools, cgroups } = host;
  const terminals = mountTerminals(join(host.directory, `${name}.terminals`));
  const argumentsPath = join(host.directory, `${name}.arguments`);
  const bubblewrapArguments = buildBubblewrapArguments({
    ...host.layout,
    terminals,
    mounts: spec.mounts,
    workspace: { source: spec.workspace, isWritable: true },
    build: null,
    env: spec.env,
    isInteractive: true,
  });
  // In a file and not in the command, which would show the host's paths to whoever lists processes.
  writeFileSync(argumentsPath, `${bubblewrapArguments.join('\0')}\0`, { mode: 0o600 });
  const cgroup = cgroups.create(name, { ...spec, goesOnWithoutMemory: true });
  const { uid } = spec;
  const asUser =
    uid === null ? [] : [tools.setpriv, `--reuid=${uid}`, `--regid=${uid}`, '--clear-groups', '--'];
  return {
    program: tools.bash,
    args: [
      ...['-c', LAUNCH, 'launch', host.filterPath, argumentsPath, uid === null ? '' : `${uid}:${uid}`],
      ...[...cgroup.joinFiles, '--'],
      ...[tools.prlimit, '--core=0', `--nofile=${OPEN_FILES}`, `--fsize=${MAX_FILE_BYTES}`],
      ...['--memlock=65536', '--msgqueue=0', `--stack=${STACK_BYTES}`, '--', ...asUser],
      ...[tools.bubblewrap, '--args', String(FD.args), '--seccomp', String(FD.seccomp)],
      ...['--', ...FIRST_PROCESS],
      ...(cgroups.isEnforced ? [] : ['/usr/bin/prlimit', `--nproc=${spec.processes}`, '--']),
      ...spec.argv,
    ],
    cgroup,
    isEnforced: cgroups.isEnforced,
    dispose: async () => {
      rmSync(argumentsPath, { force: true });
      if (terminals !== null) unmountTerminals(terminals);
      await cgroup.remove();
    },
  };
}
