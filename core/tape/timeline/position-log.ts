/** Values in the order in which they came, each with the position after the frame that brought it. */
export class PositionLog<T> {
  readonly positions: number[] = [];
  readonly values: T[] = [];

  /** Adds a value. Positions never go down. */
  push(position: number, value: T): void {
    this.positions.push(position);
    this.values.push(value);
  }

  /** How many values had come by this position. */
  countAt(position: number): number {
    return countUpTo(this.positions, position);
  }

  /** The newest value at this position, or null when none had come. */
  lastAt(position: number): T | null {
    return this.values[this.countAt(position) - 1] ?? null;
  }

  get last(): T | null {
    return this.values.at(-1) ?? null;
  }
}

/** How many of these ascending numbers are not above the limit. */
export function countUpTo(ascending: readonly number[], limit: number): number {
  let low = 0;
  for (let high = ascending.length; low < high; ) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] ?? 0) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
