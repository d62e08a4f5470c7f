/** The best sum of a plan by when it ends; ends must be added in ascending order. */
class Plans {
  ends = [];
  best = [];

  add(end, total) {
    this.ends.push(end);
    this.best.push(Math.max(total, this.best[this.best.length - 1] ?? 0));
  }

  bestUntil(minute) {
    let low = 0;
    let high = this.ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.ends[middle] <= minute) low = middle + 1;
      else high = middle;
    }
    return low === 0 ? 0 : this.best[low - 1];
  }
}

function bestRevenue(starts, ends, teams, prices, setup) {
  const every = new Plans();
  const byTeam = new Map();
  const inOrder = [...ends.keys()].sort((a, b) => ends[a] - ends[b]);
  for (const i of inOrder) {
    const own = byTeam.get(teams[i]) ?? new Plans();
    byTeam.set(teams[i], own);
    const total = prices[i] + Math.max(every.bestUntil(starts[i] - setup), own.bestUntil(starts[i]));
    every.add(ends[i], total);
    own.add(ends[i], total);
  }
  return every.bestUntil(Number.POSITIVE_INFINITY);
}
