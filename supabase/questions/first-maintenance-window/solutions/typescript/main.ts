const DAY = 1440;

function firstWindow(meetings: number[][], length: number): number {
  let freeFrom = 0;
  for (const [begin = 0, end = 0] of [...meetings].sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0))) {
    if (begin - freeFrom >= length) return freeFrom;
    freeFrom = Math.max(freeFrom, end);
  }
  return DAY - freeFrom >= length ? freeFrom : -1;
}
