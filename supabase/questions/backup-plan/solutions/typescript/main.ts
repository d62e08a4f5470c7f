function cheapestBackups(changes: number[], fullCost: number, maxChain: number): number {
  const nights = changes.length;
  const best = new Array<number>(nights + 1).fill(Number.POSITIVE_INFINITY); // least cost of the nights before this one
  best[0] = 0;
  for (let full = 0; full < nights; full++) {
    let cost = best[full] + fullCost;
    let size = 0;
    best[full + 1] = Math.min(best[full + 1], cost);
    for (let night = full + 1; night < nights && night <= full + maxChain; night++) {
      size += changes[night];
      cost += size;
      best[night + 1] = Math.min(best[night + 1], cost);
    }
  }
  return best[nights];
}
