import { MAX_DEPTH, MAX_MATCHED } from './limits.ts';

export interface ValueRules {
  /** Largest difference of two numbers, absolute or as a share of the expected one. */
  tolerance: number;
  /** Whether the order of the outermost list does not matter. */
  anyOrder: boolean;
}

/**
 * Whether a value is the expected one: deeply, with 1 and 1.0 the same and true and 1 not. The order of an object's
 * keys never matters. NaN and Infinity, which no suite can expect, are equal to nothing.
 */
export function isExpectedValue(expected: unknown, actual: unknown, rules: ValueRules): boolean {
  const { tolerance, anyOrder } = rules;
  if (anyOrder && Array.isArray(expected) && Array.isArray(actual))
    return isSameMultiset(expected, actual, tolerance);
  return isEqual(expected, actual, tolerance);
}

/** Whether two finite numbers differ at most by the tolerance. */
export function isClose(expected: number, actual: number, tolerance: number): boolean {
  if (expected === actual) return true;
  if (!Number.isFinite(actual)) return false;
  return Math.abs(expected - actual) <= tolerance * Math.max(1, Math.abs(expected));
}

function isEqual(expected: unknown, actual: unknown, tolerance: number, depth = 0): boolean {
  if (depth > MAX_DEPTH) return false;
  if (typeof expected === 'number' && typeof actual === 'number') return isClose(expected, actual, tolerance);
  if (typeof expected !== 'object' || typeof actual !== 'object' || expected === null || actual === null)
    return expected === actual;
  if (Array.isArray(expected) || Array.isArray(actual)) {
    if (!Array.isArray(expected) || !Array.isArray(actual) || expected.length !== actual.length) return false;
    return expected.every((item, index) => isEqual(item, actual[index], tolerance, depth + 1));
  }
  const keys = Object.keys(expected);
  if (keys.length !== Object.keys(actual).length) return false;
  return keys.every(
    (key) =>
      Object.hasOwn(actual, key) &&
      isEqual(
        (expected as Record<string, unknown>)[key],
        (actual as Record<string, unknown>)[key],
        tolerance,
        depth + 1,
      ),
  );
}

/**
 * Sorted lists first, which settles all lists of plain values. With a tolerance, equal lists of lists may sort
 * differently: those are matched one by one, as long as they are not too many.
 */
function isSameMultiset(
  expected: readonly unknown[],
  actual: readonly unknown[],
  tolerance: number,
): boolean {
  if (expected.length !== actual.length) return false;
  const [left, right] = [expected.toSorted(compareAny), actual.toSorted(compareAny)];
  if (left.every((item, index) => isEqual(item, right[index], tolerance))) return true;
  if (tolerance === 0 || expected.length > MAX_MATCHED) return false;
  return canMatchAll(left, right, tolerance);
}

/** Whether each expected item finds an item of its own: augmenting paths, as greedy choices can take another's only match. */
function canMatchAll(expected: readonly unknown[], actual: readonly unknown[], tolerance: number): boolean {
  const matches = expected.map((item) =>
    actual.flatMap((other, index) => (isEqual(item, other, tolerance) ? [index] : [])),
  );
  const owners = new Map<number, number>();
  const assign = (item: number, tried: Set<number>): boolean =>
    (matches[item] ?? []).some((index) => {
      if (tried.has(index)) return false;
      tried.add(index);
      const owner = owners.get(index);
      if (owner !== undefined && !assign(owner, tried)) return false;
      owners.set(index, item);
      return true;
    });
  return expected.every((_item, index) => assign(index, new Set()));
}

/** An order of all values in which equal ones meet. */
function compareAny(left: unknown, right: unknown): number {
  return compareDeep(left, right, 0);
}

function compareDeep(left: unknown, right: unknown, depth: number): number {
  if (depth > MAX_DEPTH) return 0;
  const [leftKind, rightKind] = [kindOf(left), kindOf(right)];
  if (leftKind !== rightKind) return leftKind < rightKind ? -1 : 1;
  if (typeof left === 'number' && typeof right === 'number') return left - right || 0;
  if (Array.isArray(left) && Array.isArray(right)) return compareLists(left, right, depth);
  if (leftKind === 'object')
    return compareLists(listEntries(left as object), listEntries(right as object), depth);
  if (left === right) return 0;
  return String(left) < String(right) ? -1 : 1;
}

function compareLists(left: readonly unknown[], right: readonly unknown[], depth: number): number {
  for (let index = 0; index < Math.min(left.length, right.length); index++) {
    const order = compareDeep(left[index], right[index], depth + 1);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

function listEntries(value: object): unknown[] {
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flat();
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}
