import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SandboxLayout } from '../bubblewrap/arguments.ts';
import type { Mount, SandboxSpec } from '../driver.ts';
import { MAX_FILE_BYTES, MAX_OPEN_FILES, SHM_BYTES, STACK_BYTES, TMP_BYTES } from '../limits.ts';

/** Where things of the host lie that one sandbox sees. */
export interface BundleLayout {
  /** From `makeRoot`. */
  rootDir: string;
  etcDir: string;
  /** Top-level directories of the host that are no links. */
  systemDirs: readonly string[];
  workspace: string;
  build: string;
  /** The user on the host, who is the same inside: runsc knows no user ids of its own. */
  uid: number;
}

/** Makes the directory that becomes the root of every sandbox: links and mount points, nothing else. */
export function makeRoot(rootDir: string, system: SandboxLayout['system']): void {
  const names = ['usr', 'etc', 'proc', 'dev', 'tmp', 'workspace', 'build'];
  for (const name of names) mkdirSync(join(rootDir, name), { recursive: true, mode: 0o755 });
  for (const { path, linkTarget } of system) {
    if (linkTarget === null) mkdirSync(join(rootDir, path), { recursive: true, mode: 0o755 });
    else symlinkSync(linkTarget, join(rootDir, path));
  }
}

/** Writes the bundle of one command, as the Open Container Initiative's runtime specification has it. */
export function writeBundle(directory: string, layout: BundleLayout, spec: SandboxSpec): void {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  writeFileSync(join(directory, 'config.json'), JSON.stringify(describeBundle(layout, spec)));
}

/** The bundle's `config.json`. */
export function describeBundle(layout: BundleLayout, spec: SandboxSpec): Record<string, unknown> {
  const { uid } = layout;
  return {
    ociVersion: '1.0.2',
    hostname: 'sandbox',
    root: { path: layout.rootDir, readonly: true },
    process: {
      user: { uid, gid: uid },
      args: spec.argv,
      env: Object.entries(spec.env).map(([name, value]) => `${name}=${value}`),
      cwd: '/workspace',
      capabilities: {},
      noNewPrivileges: true,
      rlimits: [
        ['RLIMIT_NOFILE', MAX_OPEN_FILES],
        ['RLIMIT_FSIZE', MAX_FILE_BYTES],
        ['RLIMIT_STACK', STACK_BYTES],
        ['RLIMIT_CORE', 0],
      ].map(([type, limit]) => ({ type, hard: limit, soft: limit })),
    },
    mounts: [
      { destination: '/proc', type: 'proc', source: 'proc' },
      memory('/dev/shm', SHM_BYTES),
      bind({ source: '/usr', target: '/usr' }, false),
      ...layout.systemDirs.map((path) => bind({ source: path, target: path }, false)),
      bind({ source: layout.etcDir, target: '/etc' }, false),
      memory('/tmp', TMP_BYTES),
      ...spec.mounts.map((mount) => bind(mount, false)),
      bind({ source: layout.workspace, target: '/workspace' }, spec.workspace === 'writable'),
      ...(spec.build === 'absent'
        ? []
        : [bind({ source: layout.build, target: '/build' }, spec.build === 'writable')]),
      ...(spec.output ? [bind(spec.output, true)] : []),
    ],
    linux: { namespaces: ['pid', 'network', 'ipc', 'uts', 'mount'].map((type) => ({ type })) },
  };
}

function bind({ source, target }: Mount, isWritable: boolean): Record<string, unknown> {
  return { destination: target, type: 'bind', source, options: [isWritable ? 'rw' : 'ro', 'rbind'] };
}

function memory(destination: string, bytes: number): Record<string, unknown> {
  return {
    destination,
    type: 'tmpfs',
    source: 'tmpfs',
    options: [`size=${bytes}`, 'mode=1777', 'nosuid', 'nodev'],
  };
}
