import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CgroupManager } from './cgroup.ts';
import { openWithoutCgroups } from './none.ts';
import { openCgroupsV1 } from './v1.ts';
import { openCgroupsV2 } from './v2.ts';

const ROOT = '/sys/fs/cgroup';

/** The best way to limit groups of processes on this machine. Also removes what dead instances have left. */
export async function detectCgroups(instance: string): Promise<CgroupManager> {
  const isV2 = existsSync(join(ROOT, 'cgroup.controllers'));
  const found = isV2
    ? await openCgroupsV2(ROOT, readOwnPath(), instance)
    : await openCgroupsV1(ROOT, instance);
  return found ?? openWithoutCgroups(explain(isV2));
}

function readOwnPath(): string {
  return /^0::(.*)$/m.exec(readFileSync('/proc/self/cgroup', 'utf8'))?.[1] ?? '/';
}

function explain(isV2: boolean): string {
  if (!existsSync(ROOT)) return 'no cgroups are mounted: run where /sys/fs/cgroup is there and writable';
  return isV2
    ? 'no writable cgroup: run as root, or as a systemd unit with Delegate=yes'
    : 'no writable cgroup: version 1 needs root';
}
