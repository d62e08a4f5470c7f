function longestHealthy(checks, limit) {
  let best = 0;
  let start = 0;
  let bad = 0;
  for (let end = 0; end < checks.length; end++) {
    if (checks[end] !== "ok") bad++;
    while (bad > limit) {
      if (checks[start] !== "ok") bad--;
      start++;
    }
    best = Math.max(best, end - start + 1);
  }
  return best;
}
