interface Stretch {
  start: number;
  size: number;
}

/** The free stretches of a disk, by size and by place. */
class Gaps {
  private bySize: Stretch[] = []; // sorted by size, then by start
  private atStart = new Map<number, Stretch>();
  private atEnd = new Map<number, Stretch>();

  add(gap: Stretch): void {
    this.bySize.splice(this.find(gap.size, gap.start), 0, gap);
    this.atStart.set(gap.start, gap);
    this.atEnd.set(gap.start + gap.size, gap);
  }

  private remove(gap: Stretch): void {
    this.bySize.splice(this.find(gap.size, gap.start), 1);
    this.atStart.delete(gap.start);
    this.atEnd.delete(gap.start + gap.size);
  }

  /** Index of the first gap that is not before this one in order. */
  private find(size: number, start: number): number {
    let low = 0;
    let high = this.bySize.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const gap = this.bySize[middle];
      if (gap.size < size || (gap.size === size && gap.start < start)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Takes blocks from the smallest gap that has enough; -1 when there is none. */
  take(size: number): number {
    const gap = this.bySize[this.find(size, 0)];
    if (!gap) return -1;
    this.remove(gap);
    if (gap.size > size) this.add({ start: gap.start + size, size: gap.size - size });
    return gap.start;
  }

  /** Joins blocks with the gaps beside them; returns the size of the whole gap. */
  giveBack({ start, size }: Stretch): number {
    const before = this.atEnd.get(start);
    const after = this.atStart.get(start + size);
    const whole = { start: before?.start ?? start, size: size + (before?.size ?? 0) + (after?.size ?? 0) };
    if (before) this.remove(before);
    if (after) this.remove(after);
    this.add(whole);
    return whole.size;
  }
}

function placeExtents(size: number, requests: string[]): number[] {
  const gaps = new Gaps();
  gaps.add({ start: 0, size });
  const extents = new Map<string, Stretch>();
  return requests.map((request) => {
    const [kind, name, count] = request.split(' ');
    const extent = extents.get(name);
    if (kind === 'free') {
      if (!extent) return -1;
      extents.delete(name);
      return gaps.giveBack(extent);
    }
    if (extent) return -1;
    const start = gaps.take(Number(count));
    if (start >= 0) extents.set(name, { start, size: Number(count) });
    return start;
  });
}
