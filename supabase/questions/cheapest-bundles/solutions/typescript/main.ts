function lowestPrice(needed: string[], bundles: string[][], prices: number[]): number {
  const bit = new Map(needed.map((feature, place) => [feature, 1 << place]));
  const everything = (1 << needed.length) - 1;
  const lowest: number[] = new Array(everything + 1).fill(Infinity);
  lowest[0] = 0;
  bundles.forEach((features, index) => {
    let gained = 0;
    for (const feature of features) gained |= bit.get(feature) ?? 0;
    if (gained === 0) return;
    for (let had = everything; had >= 0; had--) {
      const total = (lowest[had] ?? Infinity) + (prices[index] ?? 0);
      if (total < (lowest[had | gained] ?? Infinity)) lowest[had | gained] = total;
    }
  });
  const price = lowest[everything] ?? Infinity;
  return Number.isFinite(price) ? price : -1;
}
