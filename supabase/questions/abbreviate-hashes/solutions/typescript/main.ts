function abbreviationLength(hashes: string[], minimum: number): number {
  const ordered = [...new Set(hashes)].sort();
  let needed = minimum;
  for (let i = 1; i < ordered.length; i++) {
    let common = 0;
    while (ordered[i - 1][common] === ordered[i][common]) common++;
    needed = Math.max(needed, common + 1);
  }
  return needed;
}
