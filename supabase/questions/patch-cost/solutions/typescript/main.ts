function cheapestPatch(before: string[], after: string[], blockCost: number): number {
  const width = after.length + 1;
  const openCost = blockCost + 1;
  // Least cost up to here when the last step kept, deleted or inserted.
  let keep = new Float64Array(width).fill(Number.POSITIVE_INFINITY);
  let remove = new Float64Array(width).fill(Number.POSITIVE_INFINITY);
  let insert = new Float64Array(width).fill(Number.POSITIVE_INFINITY);
  keep[0] = 0;
  for (let j = 1; j < width; j++) insert[j] = blockCost + j;

  for (const line of before) {
    const above = { keep, remove, insert };
    keep = new Float64Array(width).fill(Number.POSITIVE_INFINITY);
    remove = new Float64Array(width);
    insert = new Float64Array(width).fill(Number.POSITIVE_INFINITY);
    for (let j = 0; j < width; j++) {
      const other = Math.min(above.keep[j], above.insert[j]);
      remove[j] = Math.min(above.remove[j] + 1, other + openCost);
      if (j === 0) continue;
      if (after[j - 1] === line)
        keep[j] = Math.min(above.keep[j - 1], above.remove[j - 1], above.insert[j - 1]);
      insert[j] = Math.min(insert[j - 1] + 1, Math.min(keep[j - 1], remove[j - 1]) + openCost);
    }
  }
  return Math.min(keep[width - 1], remove[width - 1], insert[width - 1]);
}
