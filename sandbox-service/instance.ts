import { readFileSync, readlinkSync } from 'node:fs';

/**
 * Name of this running service: `<pid namespace>-<pid>-<start>`. Everything it leaves on the machine (cgroups,
 * directories, claimed user ids) carries it, so that several can run side by side, and the next one to start
 * can tell what a killed one left from what belongs to the living.
 */
export function getInstanceId(): string {
  return [readNamespace(), process.pid, readStartTime(process.pid)].join('-');
}

const PATTERN = /^(\d+)-(\d+)-(\d+)$/;

/** Whether this is the name of an instance that is certainly gone. Those of other pid namespaces cannot be judged from here. */
export function isGone(id: string): boolean {
  const [, namespace, pid, start] = PATTERN.exec(id) ?? [];
  if (namespace !== readNamespace()) return false;
  return readStartTime(Number(pid)) !== start;
}

function readNamespace(): string {
  return readlinkSync('/proc/self/ns/pid').replace(/\D/g, '');
}

/** Start of a process in clock ticks since boot, which tells it from a later one with the same pid; null when it is gone. */
function readStartTime(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the command in brackets and may hold anything; the rest follows its last bracket.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? null : (fields[19] ?? null);
  } catch {
    return null; // No such process: that is the answer.
  }
}
