import fs from 'node:fs';
import { listBelow } from '#sandbox/tests/processes.ts';

/** Ticks of the processor's clock in /proc are hundredths of a second on every Linux we know. */
const TICK = 10;

/** Processor time in milliseconds, in steps of ten: of a process, and of all it started that have ended. */
export function readCpu(pid: number): { own: number; children: number } {
  const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const [user = 0, system = 0, childUser = 0, childSystem = 0] = fields.slice(11, 15);
  return { own: (user + system) * TICK, children: (childUser + childSystem) * TICK };
}

/** Processor time in milliseconds that a process, those below it and all they have waited for have used. */
export function readTreeCpu(pid: number): number {
  let total = 0;
  for (const one of [pid, ...listBelow(pid)]) {
    try {
      const { own, children } = readCpu(one);
      total += own + children;
    } catch {
      // It has ended since it was listed, and counts with whoever waited for it.
    }
  }
  return total;
}
