import { execFile } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
} from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { SandboxTrouble } from '../driver.ts';
import { findExecutable } from '../tools.ts';
import { DISK_WAIT, VOLUME_BYTES, VOLUME_FILES } from '../workspaces/limits.ts';
import { requireFreeSpace, type VolumeStore } from './store.ts';

const run = promisify(execFile);

/**
 * The image's root stays root's, with `lost+found` and what a check may leave there; candidates get this directory of it.
 */
const FILES = 'files';

/**
 * No journal: it would take memory and bytes of each small disk. What it is for, a machine that loses power, is left
 * to the check before each mount; a service that is killed loses nothing, because the kernel keeps the disk.
 */
const FORMAT = [
  ...['-q', '-F', '-t', 'ext4', '-b', '4096', '-N', String(VOLUME_FILES), '-m', '0'],
  ...['-O', '^has_journal,^resize_inode', '-E', 'lazy_itable_init=1,nodiscard'],
];
const MOUNT_OPTIONS = 'loop,nodev,nosuid,noatime,noinit_itable,errors=remount-ro';

/**
 * Workspaces as disk images with a hard limit of bytes and files. Images lie in `imagesDir`, which stays; they are
 * mounted in `mountsDir`, which is the instance's. Null where we may not mount or tools are missing.
 */
export async function openImageStore(options: {
  imagesDir: string;
  mountsDir: string;
  searchPath: readonly string[];
}): Promise<VolumeStore | null> {
  if (process.getuid?.() !== 0) return null;
  const tools = {
    format: findExecutable('mke2fs', options.searchPath),
    check: findExecutable('e2fsck', options.searchPath),
    mount: findExecutable('mount', options.searchPath),
    umount: findExecutable('umount', options.searchPath),
  };
  const { format, check, mount, umount } = tools;
  if (!format || !check || !mount || !umount) return null;
  mkdirSync(options.imagesDir, { recursive: true, mode: 0o700 });
  mkdirSync(options.mountsDir, { mode: 0o711 });
  const imagesDir = realpathSync(options.imagesDir);
  const store = buildStore(imagesDir, options.mountsDir, { format, check, mount, umount });
  return (await proves(store)) ? store : null;
}

/** Whether a disk can really be made and mounted here; many containers have no loop devices. */
async function proves(store: VolumeStore): Promise<boolean> {
  const name = `probe-${process.pid}`;
  try {
    await store.create(name);
    await store.attach(name, null);
    await store.detach(name);
    return true;
  } catch {
    return false; // The caller has another way, and /doctor tells.
  } finally {
    await store.remove(name);
  }
}

function buildStore(
  imagesDir: string,
  mountsDir: string,
  tools: { format: string; check: string; mount: string; umount: string },
): VolumeStore {
  const imageOf = (name: string) => join(imagesDir, `${name}.img`);
  const mountPointOf = (name: string) => join(mountsDir, name);

  /** Repairs what a machine that lost power may have left. Exit codes up to 2 mean that all is well now. */
  async function check(image: string): Promise<void> {
    for (const mode of ['-p', '-y']) {
      const code = await exitCode(tools.check, [mode, image]);
      if (code <= 2) return;
    }
    throw new SandboxTrouble('The disk of a workspace is damaged and could not be repaired.');
  }

  async function unmount(name: string): Promise<void> {
    const mountPoint = mountPointOf(name);
    // The last process in it may be dead but not yet gone.
    for (let attempt = 0; attempt < 40; attempt++) {
      if ((await exitCode(tools.umount, [mountPoint])) === 0) return rmdirSync(mountPoint);
      await sleep(25);
    }
    await run(tools.umount, ['--lazy', mountPoint]);
    rmdirSync(mountPoint);
  }

  return {
    isBounded: true,
    exists: (name) => existsSync(imageOf(name)),
    create: async (name) => {
      if (existsSync(imageOf(name))) return;
      requireFreeSpace(imagesDir);
      const part = `${imageOf(name)}.part`;
      const file = await open(part, 'w', 0o600);
      await file.truncate(VOLUME_BYTES);
      await file.close();
      await run(tools.format, [...FORMAT, part]);
      renameSync(part, imageOf(name));
    },
    attach: async (name, owner) => {
      requireFreeSpace(imagesDir);
      const image = imageOf(name);
      await waitUntilUnused(image);
      await check(image);
      const mountPoint = mountPointOf(name);
      mkdirSync(mountPoint, { mode: 0o711 });
      try {
        await run(tools.mount, ['-t', 'ext4', '-o', MOUNT_OPTIONS, image, mountPoint]);
      } catch (error) {
        rmdirSync(mountPoint);
        throw new SandboxTrouble(`The disk of a workspace could not be mounted: ${lastLine(error)}`);
      }
      try {
        chmodSync(mountPoint, 0o711);
        return await prepareFiles(join(mountPoint, FILES), owner);
      } catch (error) {
        await unmount(name);
        throw error;
      }
    },
    detach: unmount,
    replace: async (name, by) => renameSync(imageOf(by), imageOf(name)),
    remove: async (name) => {
      rmSync(imageOf(name), { force: true });
      rmSync(`${imageOf(name)}.part`, { force: true });
    },
  };
}

/**
 * Gives the files' directory, with all that is in it, to `owner`: after a restart it may have another user id. Links
 * are given away themselves and never followed, and no program runs in there yet.
 */
export async function prepareFiles(files: string, owner: number | null): Promise<string> {
  if (!existsSync(files)) mkdirSync(files, { mode: 0o700 });
  chmodSync(files, 0o700);
  if (owner === null) return files;
  // The directory itself comes last, so its owner tells whether all of it was done.
  if (statSync(files).uid !== owner) await run('chown', ['-hR', '--', `${owner}:${owner}`, files]);
  chownSync(files, owner, owner);
  return files;
}

/**
 * A disk must not be mounted twice, which would destroy it. A killed service's may be held for a moment by its dying
 * processes, even after it was unmounted; the kernel knows.
 */
async function waitUntilUnused(image: string): Promise<void> {
  const deadline = Date.now() + DISK_WAIT;
  while (isInUse(image)) {
    if (Date.now() > deadline)
      throw new SandboxTrouble('The disk of a workspace is in use by another service.');
    await sleep(50);
  }
}

function isInUse(image: string): boolean {
  return readdirSync('/sys/block').some((device) => {
    try {
      return readFileSync(`/sys/block/${device}/loop/backing_file`, 'utf8').trim() === image;
    } catch {
      return false; // No loop device, or one that holds nothing.
    }
  });
}

async function exitCode(program: string, args: string[]): Promise<number> {
  try {
    await run(program, args);
    return 0;
  } catch (error) {
    const { code } = error as { code?: unknown };
    return typeof code === 'number' ? code : 255;
  }
}

function lastLine(error: unknown): string {
  return (
    String((error as { stderr?: unknown }).stderr ?? '')
      .trim()
      .split('\n')
      .at(-1) ?? ''
  );
}
