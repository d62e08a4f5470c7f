/** Milliseconds of this process's processor that the work takes, best of `rounds`. */
export function measureCpu(rounds: number, work: () => void): number {
  let best = Number.POSITIVE_INFINITY;
  for (let n = 0; n < rounds; n++) {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    best = Math.min(best, (user + system) / 1000);
  }
  return best;
}
