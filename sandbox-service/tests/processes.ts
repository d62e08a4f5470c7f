import { readdirSync, readFileSync } from 'node:fs';

/** Processes of these users that can still do something. Dead ones may wait for the machine's process 1 to bury them. */
export function countLiving(users: readonly number[]): number {
  const statuses = listProcesses().map(readStatus);
  return statuses.filter(({ uid, isZombie }) => users.includes(uid ?? -1) && !isZombie).length;
}

/** Processes that `pid` has started, however far down. */
export function listBelow(pid: number): number[] {
  const children = listProcesses().filter((other) => readStatus(other).parent === pid);
  return children.flatMap((child) => [child, ...listBelow(child)]);
}

/** All process ids of the machine. */
export function listProcesses(): number[] {
  return readNames('/proc').map(Number).filter(Number.isInteger);
}

/** Owner, parent and state of a process; nulls when it is gone. */
export function readStatus(pid: number): { uid: number | null; parent: number | null; isZombie: boolean } {
  try {
    const text = readFileSync(`/proc/${pid}/status`, 'utf8');
    const number = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(text)?.[1]);
    return { uid: number('Uid'), parent: number('PPid'), isZombie: /^State:\s+Z/m.test(text) };
  } catch {
    return { uid: null, parent: null, isZombie: false };
  }
}

/** Names in a directory; none when it is not there. */
export function readNames(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}
