/** The free stretches of a disk, by size and by place. */
class Gaps {
  bySize = []; // sorted by size, then by start
  atStart = new Map();
  atEnd = new Map();

  add(gap) {
    this.bySize.splice(this.find(gap.size, gap.start), 0, gap);
    this.atStart.set(gap.start, gap);
    this.atEnd.set(gap.start + gap.size, gap);
  }

  remove(gap) {
    this.bySize.splice(this.find(gap.size, gap.start), 1);
    this.atStart.delete(gap.start);
    this.atEnd.delete(gap.start + gap.size);
  }

  /** Index of the first gap that is not before this one in order. */
  find(size, start) {
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
  take(size) {
    const gap = this.bySize[this.find(size, 0)];
    if (!gap) return -1;
    this.remove(gap);
    if (gap.size > size) this.add({ start: gap.start + size, size: gap.size - size });
    return gap.start;
  }

  /** Joins blocks with the gaps beside them; returns the size of the whole gap. */
  giveBack({ start, size }) {
    const before = this.atEnd.get(start);
    const after = this.atStart.get(start + size);
    const whole = { start: before?.start ?? start, size: size + (before?.size ?? 0) + (after?.size ?? 0) };
    if (before) this.remove(before);
    if (after) this.remove(after);
    this.add(whole);
    return whole.size;
  }
}

function placeExtents(size, requests) {
  const gaps = new Gaps();
  gaps.add({ start: 0, size });
  const extents = new Map();
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
