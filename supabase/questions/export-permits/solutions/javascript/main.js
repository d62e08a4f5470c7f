const SETS = 256;

function fastestTransfer(sites, links, issued, start, target) {
  const neighbours = Array.from({ length: sites }, () => []);
  for (const [a, b, ms, permits] of links) {
    neighbours[a].push({ to: b, ms, permits });
    neighbours[b].push({ to: a, ms, permits });
  }

  const best = new Float64Array(sites * SETS).fill(Number.POSITIVE_INFINITY);
  const heap = new StateHeap();
  const reach = (state) => {
    const index = state.site * SETS + state.held;
    if (state.time >= best[index]) return;
    best[index] = state.time;
    heap.push(state);
  };

  reach({ time: 0, site: start, held: issued[start] });
  for (let state = heap.pop(); state; state = heap.pop()) {
    const { time, site, held } = state;
    if (site === target) return time;
    if (time > best[site * SETS + held]) continue;
    for (const { to, ms, permits } of neighbours[site]) {
      if ((permits & ~held) === 0) reach({ time: time + ms, site: to, held: held | issued[to] });
    }
  }
  return -1;
}

class StateHeap {
  items = [];

  push(state) {
    const { items } = this;
    let at = items.push(state) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (items[parent].time <= state.time) break;
      items[at] = items[parent];
      at = parent;
    }
    items[at] = state;
  }

  pop() {
    const { items } = this;
    const top = items[0];
    const moved = items.pop();
    if (moved === undefined || items.length === 0) return moved;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= items.length) break;
      if (child + 1 < items.length && items[child + 1].time < items[child].time) child++;
      if (moved.time <= items[child].time) break;
      items[at] = items[child];
      at = child;
    }
    items[at] = moved;
    return top;
  }
}
