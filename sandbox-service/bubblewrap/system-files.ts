import { existsSync, lstatSync, mkdirSync, readlinkSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { MASKED_PROC_FILES, type SandboxLayout, type SystemEntry } from './arguments.ts';

/** The sandbox's own `/etc`: no account, no name server and no host of the real machine. */
const ETC_FILES: Record<string, string> = {
  passwd: 'root:x:0:0:root:/root:/bin/false\ncandidate:x:1000:1000:candidate:/workspace:/bin/bash\n',
  group: 'root:x:0:\ncandidate:x:1000:\n',
  hosts: '127.0.0.1 localhost\n::1 localhost\n127.0.0.1 sandbox\n',
  hostname: 'sandbox\n',
  'nsswitch.conf': 'passwd: files\ngroup: files\nhosts: files\n',
  'resolv.conf': '',
};

/** What dynamic linking and Debian's alternatives need from the real `/etc`. */
const ETC_MOUNTS = ['/etc/ld.so.cache', '/etc/alternatives'];

const SYSTEM_PATHS = ['/bin', '/sbin', '/lib', '/lib32', '/lib64', '/libx32'];

/** Writes the sandbox's `/etc` into `etcDir` and tells how this machine's system directories are laid out. */
export function prepareSystemFiles(
  etcDir: string,
): Omit<SandboxLayout, 'mounts' | 'workspace' | 'build' | 'env'> {
  mkdirSync(etcDir, { mode: 0o755 });
  for (const [name, text] of Object.entries(ETC_FILES))
    writeFileSync(join(etcDir, name), text, { mode: 0o644 });
  const etcMounts = ETC_MOUNTS.filter((path) => existsSync(path));
  for (const path of etcMounts) {
    const mountPoint = join(etcDir, basename(path));
    if (statSync(path).isDirectory()) mkdirSync(mountPoint);
    else writeFileSync(mountPoint, '');
  }
  return {
    etcDir,
    etcMounts,
    system: readSystemEntries(),
    maskedFiles: MASKED_PROC_FILES.filter((path) => existsSync(path)),
  };
}

/** On most systems these are links into `/usr`; on others they are directories of their own. */
function readSystemEntries(): SystemEntry[] {
  return SYSTEM_PATHS.flatMap((path): SystemEntry[] => {
    if (!existsSync(path)) return [];
    const isLink = lstatSync(path).isSymbolicLink();
    return [{ path, linkTarget: isLink ? readlinkSync(path) : null }];
  });
}
