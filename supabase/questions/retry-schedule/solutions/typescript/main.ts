type Entry = { due: number; job: number; attempt: number };

class Heap {
  private items: Entry[] = [];

  push(item: Entry): void {
    const items = this.items;
    let at = items.push(item) - 1;
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (!isBefore(item, items[above])) break;
      items[at] = items[above];
      at = above;
    }
    items[at] = item;
  }

  pop(): Entry | undefined {
    const items = this.items;
    const first = items[0];
    const item = items.pop();
    if (item === undefined || items.length === 0) return item;
    let at = 0;
    for (;;) {
      let below = 2 * at + 1;
      if (below >= items.length) break;
      if (below + 1 < items.length && isBefore(items[below + 1], items[below])) below += 1;
      if (!isBefore(items[below], item)) break;
      items[at] = items[below];
      at = below;
    }
    items[at] = item;
    return first;
  }
}

function isBefore(a: Entry, b: Entry): boolean {
  return a.due < b.due || (a.due === b.due && a.job < b.job);
}

function deliveryTimes(
  arrivals: number[],
  failures: number[],
  base: number,
  cap: number,
  maxAttempts: number,
): number[] {
  const times: number[] = new Array(arrivals.length).fill(-1);
  const heap = new Heap();
  arrivals.forEach((due, job) => heap.push({ due, job, attempt: 1 }));
  let now = 0;
  for (let entry = heap.pop(); entry; entry = heap.pop()) {
    const { due, job, attempt } = entry;
    now = Math.max(now, due);
    // 2 ** 59 times a million is no exact number, but far above every cap.
    if (attempt > failures[job]) times[job] = now;
    else if (attempt < maxAttempts)
      heap.push({ due: now + Math.min(cap, base * 2 ** (attempt - 1)), job, attempt: attempt + 1 });
    now += 1;
  }
  return times;
}
