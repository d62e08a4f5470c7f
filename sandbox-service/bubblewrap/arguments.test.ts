import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import {
  buildBubblewrapArguments,
  buildStartScript,
  FIRST_PROCESS,
  type SandboxLayout,
} from './arguments.ts';

const layout: SandboxLayout = {
  system: [
    { path: '/bin', linkTarget: 'usr/bin' },
    { path: '/lib64', linkTarget: null },
  ],
  etcDir: '/state/etc',
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
  expect(contains(all, ['--ro-bind', '/state/etc', '/etc'])).toBe(true);
});

test('takes devices that were made once, or has bubblewrap make them and closes those', () => {
  const ours = args({ devices: '/state/devices', terminals: '/state/terminals' });
  const binds = ['--dev-bind', '/state/devices', '/dev', '--dev-bind', '/state/terminals', '/dev/pts'];
  expect(contains(ours, binds)).toBe(true);
  // That would forbid the devices too; theirs is read-only already.
  expect(contains(ours, ['--remount-ro', '/dev'])).toBe(false);
  // Without pseudo-terminals of its own a sandbox needs bubblewrap's.
  const theirs = args({ devices: '/state/devices', terminals: null });
  expect(contains(theirs, ['--dev', '/dev'])).toBe(true);
  expect(contains(theirs, ['--remount-ro', '/dev'])).toBe(true);
});

const directory = mkdtempSync(join(tmpdir(), 'interlace-script-'));
afterAll(() => rmSync(directory, { recursive: true }));
const files = {
  stdin: '/dev/null',
  stdout: join(directory, 'stdout'),
  stderr: '/dev/null',
  status: '/dev/null',
  block: '/dev/null',
  seccomp: '/dev/null',
  args: '/dev/null',
  results: null,
};
/** What bubblewrap is called with, as a shell understands the script. */
function listCommand(options: Partial<Parameters<typeof buildStartScript>[0]>): string[] {
  const bubblewrap = '/usr/bin/printf';
  const script = buildStartScript({ bubblewrap, files, argv: ['x'], processes: null, ...options });
  const printing = script.replace("'/usr/bin/printf'", "'/usr/bin/printf' '%s\\0'");
  execFileSync('/bin/sh', ['-c', printing]);
  return readFileSync(files.stdout, 'utf8').split('\0').slice(0, -1);
}

test('gives bubblewrap its descriptors, and the program last', () => {
  const command = listCommand({ argv: ['/usr/bin/python3', 'main.py'] });
  expect(
    contains(command, ['--args', '6', '--json-status-fd', '3', '--block-fd', '4', '--seccomp', '5']),
  ).toBe(true);
  expect(contains(command, ['--', ...FIRST_PROCESS, '/usr/bin/python3', 'main.py'])).toBe(true);
});

test('a shell that reads the script changes no argument', () => {
  const argv = ["it's", 'a b', '$(id)', '`id`', '"', '\\', 'line\nbreak', '*', '-n', '', '漢字 🐢', "''"];
  expect(listCommand({ argv }).slice(-argv.length)).toEqual(argv);
});

test('counts processes inside the sandbox where no cgroup does', () => {
  expect(listCommand({ processes: 64 }).slice(-4)).toEqual(['/usr/bin/prlimit', '--nproc=64', '--', 'x']);
});
