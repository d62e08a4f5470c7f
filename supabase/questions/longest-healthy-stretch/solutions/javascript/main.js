function longestHealthy(times, healthy, maxSilence) {
  let best = [];
  let start = null;
  times.forEach((time, index) => {
    if (!healthy[index]) {
      start = null;
      return;
    }
    if (start === null || time - times[index - 1] > maxSilence) start = time;
    if (best.length === 0 || time - start > best[1] - best[0]) best = [start, time];
  });
  return best;
}
