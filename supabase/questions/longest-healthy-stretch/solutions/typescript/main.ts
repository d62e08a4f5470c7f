function longestHealthy(times: number[], healthy: boolean[], maxSilence: number): number[] {
  let best: number[] = [];
  let start: number | null = null;
  for (let index = 0; index < times.length; index++) {
    if (!healthy[index]) {
      start = null;
      continue;
    }
    const time = times[index];
    if (start === null || time - times[index - 1] > maxSilence) start = time;
    if (best.length === 0 || time - start > best[1] - best[0]) best = [start, time];
  }
  return best;
}
