const DAY = 1440;

function firstWindow(meetings, length) {
  let freeFrom = 0;
  for (const [begin, end] of [...meetings].sort((a, b) => a[0] - b[0])) {
    if (begin - freeFrom >= length) return freeFrom;
    freeFrom = Math.max(freeFrom, end);
  }
  return DAY - freeFrom >= length ? freeFrom : -1;
}
