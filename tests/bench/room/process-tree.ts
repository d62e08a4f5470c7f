import fs from 'node:fs';

/** Ticks of the processor's clock in /proc are hundredths of a second on every Linux we know. */
const TICK = 10;

/** The process and all that it started, by the kernel's own list. */
function tree(pid: number): number[] {
  try {
    const children = fs
      .readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
      .trim()
      .split(' ')
      .filter(Boolean);
    return [pid, ...children.flatMap((child) => tree(Number(child)))];
  } catch {
    return []; // gone since it was listed
  }
}

/** Processor time of the whole tree so far, in milliseconds. */
export function cpuTime(pid: number): number {
  let ticks = 0;
  for (const member of tree(pid)) {
    const stat = fs.readFileSync(`/proc/${member}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    ticks += Number(stat[11]) + Number(stat[12]);
  }
  return ticks * TICK;
}

/** Resident memory of the whole tree in bytes. */
export function residentBytes(pid: number): number {
  let kilobytes = 0;
  for (const member of tree(pid)) {
    kilobytes += Number(/VmRSS:\s+(\d+)/.exec(fs.readFileSync(`/proc/${member}/status`, 'utf8'))?.[1] ?? 0);
  }
  return kilobytes * 1024;
}
