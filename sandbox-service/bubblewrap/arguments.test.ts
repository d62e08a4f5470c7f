import { expect, test } from 'vitest';
import { buildBubblewrapArguments, buildLaunchCommand, type SandboxLayout } from './arguments.ts';

const layout: SandboxLayout = {
  system: [
    { path: '/bin', linkTarget: 'usr/bin' },
    { path: '/lib64', linkTarget: null },
  ],
  etcDir: '/state/etc',
  etcMounts: ['/etc/ld.so.cache'],
  maskedFiles: ['/proc/kcore'],
  mounts: [{ source: '/home/u/node', target: '/opt/node' }],
  workspace: { source: '/state/workspace', isWritable: true },
  build: null,
  env: { PATH: '/usr/bin', NAME: 'a value' },
};
const args = (changes: Partial<SandboxLayout> = {}) => buildBubblewrapArguments({ ...layout, ...changes });
const contains = (list: string[], part: string[]) =>
  `\0${list.join('\0')}\0`.includes(`\0${part.join('\0')}\0`);

test('takes every namespace away, all capabilities, and the environment', () => {
  const all = args();
  for (const flag of [
    '--unshare-user',
    '--disable-userns',
    '--unshare-pid',
    '--unshare-net',
    '--unshare-ipc',
    '--unshare-uts',
  ])
    expect(all).toContain(flag);
  expect(contains(all, ['--cap-drop', 'ALL', '--clearenv'])).toBe(true);
  expect(all).toContain('--die-with-parent');
  expect(all.indexOf('--clearenv')).toBeLessThan(all.indexOf('--setenv'));
});

test('mounts nothing writable but the workspace and bounded memory', () => {
  const all = args({ build: { source: '/state/build', isWritable: false } });
  const writable = all.flatMap((arg, i) => (arg === '--bind' ? [all[i + 2]] : []));
  expect(writable).toEqual(['/workspace']);
  const tmpfs = all.flatMap((arg, i) => (arg === '--tmpfs' ? [[all[i - 4], all[i + 1]]] : []));
  expect(tmpfs).toEqual([
    ['--size', '/dev/shm'],
    ['--size', '/tmp'],
  ]);
  expect(contains(all, ['--ro-bind', '/state/build', '/build'])).toBe(true);
});

test('closes the root after everything has been mounted', () => {
  const all = args();
  expect(all.lastIndexOf('--remount-ro')).toBeGreaterThan(all.lastIndexOf('--bind'));
  expect(contains(all, ['--remount-ro', '/', '--chdir', '/workspace'])).toBe(true);
  expect(contains(all, ['--remount-ro', '/dev'])).toBe(true);
});

test('can hand in the workspace read-only and what is built writable, for a compiler', () => {
  const all = args({
    workspace: { source: '/state/workspace', isWritable: false },
    build: { source: '/state/build', isWritable: true },
  });
  expect(contains(all, ['--ro-bind', '/state/workspace', '/workspace'])).toBe(true);
  expect(contains(all, ['--bind', '/state/build', '/build'])).toBe(true);
});

test('hides files of the kernel after /proc is there, and lays out the system as the host has it', () => {
  const all = args();
  expect(contains(all, ['--proc', '/proc', '--ro-bind', '/dev/null', '/proc/kcore'])).toBe(true);
  expect(contains(all, ['--symlink', 'usr/bin', '/bin', '--ro-bind', '/lib64', '/lib64'])).toBe(true);
  expect(
    contains(all, ['--ro-bind', '/state/etc', '/etc', '--ro-bind', '/etc/ld.so.cache', '/etc/ld.so.cache']),
  ).toBe(true);
});

const tools = { prlimit: '/usr/bin/prlimit', bubblewrap: '/usr/bin/bwrap', bash: '/usr/bin/bash' };

test('starts bubblewrap with limits, its descriptors, and the program last', () => {
  const command = buildLaunchCommand({
    tools,
    argv: ['/usr/bin/python3', 'a b'],
    leakedFds: [],
    processes: null,
  });
  expect(command[0]).toBe('/usr/bin/prlimit');
  expect(command.slice(-2)).toEqual(['/usr/bin/python3', 'a b']);
  expect(contains(command, ['--seccomp', '5'])).toBe(true);
  expect(command.some((part) => part.startsWith('--nproc'))).toBe(false);
});

test('counts processes inside the sandbox where no cgroup does', () => {
  const command = buildLaunchCommand({ tools, argv: ['x'], leakedFds: [], processes: 64 });
  expect(command.slice(-4)).toEqual(['/usr/bin/prlimit', '--nproc=64', '--', 'x']);
});

test('closes descriptors that would be handed down, before anything else starts', () => {
  const command = buildLaunchCommand({ tools, argv: ['x'], leakedFds: [10, 251], processes: null });
  expect(command.slice(0, 5)).toEqual([
    '/usr/bin/bash',
    '-c',
    'exec 10>&-; exec 251>&-; exec "$@"',
    'launch',
    '/usr/bin/prlimit',
  ]);
});
