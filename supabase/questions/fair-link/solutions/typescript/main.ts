function finishTimes(capacity: number, arrivals: number[], sizes: number[], weights: number[]): number[] {
  const finishes = arrivals.map(() => 0);
  const endsAt = arrivals.map(() => 0); // reading of the counter at which each transfer ends
  const underWay = new Heap((a, b) => endsAt[a] - endsAt[b]);
  let now = 0;
  let counter = 0; // megabytes that a transfer of weight 1 would have got
  let totalWeight = 0;
  let arrived = 0;
  while (arrived < arrivals.length || underWay.size > 0) {
    if (underWay.size === 0) {
      now = Math.max(now, arrivals[arrived]);
      counter = 0;
    } else {
      const end = now + ((endsAt[underWay.peek()] - counter) * totalWeight) / capacity;
      if (arrived === arrivals.length || end <= arrivals[arrived]) {
        const transfer = underWay.pop();
        counter = endsAt[transfer];
        totalWeight -= weights[transfer];
        now = end;
        finishes[transfer] = end;
        continue;
      }
      counter += ((arrivals[arrived] - now) * capacity) / totalWeight;
      now = arrivals[arrived];
    }
    endsAt[arrived] = counter + sizes[arrived] / weights[arrived];
    underWay.push(arrived);
    totalWeight += weights[arrived];
    arrived++;
  }
  return finishes;
}

class Heap {
  private items: number[] = [];
  private compare: (a: number, b: number) => number;

  constructor(compare: (a: number, b: number) => number) {
    this.compare = compare;
  }

  get size(): number {
    return this.items.length;
  }

  peek(): number {
    return this.items[0];
  }

  push(item: number): void {
    const { items } = this;
    let at = items.push(item) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (this.compare(items[parent], item) <= 0) break;
      items[at] = items[parent];
      at = parent;
    }
    items[at] = item;
  }

  pop(): number {
    const { items } = this;
    const top = items[0];
    const moved = items.pop() as number;
    if (items.length === 0) return top;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= items.length) break;
      if (child + 1 < items.length && this.compare(items[child + 1], items[child]) < 0) child++;
      if (this.compare(moved, items[child]) <= 0) break;
      items[at] = items[child];
      at = child;
    }
    items[at] = moved;
    return top;
  }
}
