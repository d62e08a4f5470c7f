import fs from 'node:fs';

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
