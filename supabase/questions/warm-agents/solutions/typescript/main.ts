function buildFinishTimes(agents: number, builds: number[][], warmSaving: number): number[] {
  const last = new Array<number>(agents).fill(-1);
  const isFree = new Array<boolean>(agents).fill(true);
  const finishOf = new Array<number>(agents).fill(0);
  const busy = new Heap((a, b) => finishOf[a] - finishOf[b]);
  const byNumber = (a: number, b: number): number => a - b;
  const free = new Heap(byNumber);
  for (let agent = 0; agent < agents; agent++) free.push(agent);
  const warm = new Map<number, Heap>(); // free agents by their last project
  const finishes: number[] = [];
  let now = 0;
  let freeCount = agents;

  for (const [arrival, project, minutes] of builds) {
    now = Math.max(now, arrival);
    if (freeCount === 0) now = Math.max(now, finishOf[busy.peek()]);
    while (busy.size > 0 && finishOf[busy.peek()] <= now) {
      const agent = busy.pop();
      isFree[agent] = true;
      freeCount++;
      free.push(agent);
      const same = warm.get(last[agent]) ?? new Heap(byNumber);
      warm.set(last[agent], same);
      same.push(agent);
    }

    // Entries go stale when an agent was taken through the other heap.
    const same = warm.get(project) ?? new Heap(byNumber);
    while (same.size > 0 && !(isFree[same.peek()] && last[same.peek()] === project)) same.pop();
    const isWarm = same.size > 0;
    while (!isWarm && !isFree[free.peek()]) free.pop();
    const agent = isWarm ? same.pop() : free.pop();

    isFree[agent] = false;
    freeCount--;
    last[agent] = project;
    finishOf[agent] = now + (isWarm ? Math.max(1, minutes - warmSaving) : minutes);
    finishes.push(finishOf[agent]);
    busy.push(agent);
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
