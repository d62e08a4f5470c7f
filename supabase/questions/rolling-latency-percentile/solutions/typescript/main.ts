function rollingPercentile(
  times: number[],
  latencies: number[],
  window: number,
  percent: number,
): number[] {
  const values = [...new Set(latencies)].sort((a, b) => a - b);
  const places = new Map<number, number>();
  values.forEach((value, index) => places.set(value, index + 1));
  const ranks = latencies.map((latency) => places.get(latency) ?? 0);

  // A Fenwick tree of how many latencies of each place are in the window.
  const tree = new Int32Array(values.length + 1);
  const add = (place: number, change: number) => {
    for (let at = place; at < tree.length; at += at & -at) tree[at] += change;
  };
  let top = 1;
  while (top * 2 < tree.length) top *= 2;
  const find = (rank: number) => {
    let at = 0;
    let left = rank;
    for (let step = top; step > 0; step >>= 1) {
      if (at + step < tree.length && tree[at + step] < left) {
        at += step;
        left -= tree[at];
      }
    }
    return values[at];
  };

  let first = 0;
  return times.map((time, index) => {
    add(ranks[index], 1);
    for (; times[first] <= time - window; first++) add(ranks[first], -1);
    const size = index - first + 1;
    return find(Math.floor((percent * size + 99) / 100));
  });
}
