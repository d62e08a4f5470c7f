/** One line of a comparison. */
export interface LineChange {
  kind: 'same' | 'removed' | 'added';
  /** Without its end. */
  text: string;
  /** False of a last line that no line end follows. */
  hasEnd: boolean;
}

/** Lines that changed, with some around them. Line numbers count from 1; a part without lines stands before its number. */
export interface DiffHunk {
  beforeStart: number;
  beforeCount: number;
  afterStart: number;
  afterCount: number;
  lines: LineChange[];
}

/** Unchanged lines that are shown around a change. */
const CONTEXT_LINES = 3;

/**
 * Removed and added lines up to which the shortest difference is looked for; its memory grows with the square. Texts
 * that differ more have been written anew, and are told as one removal and one addition.
 */
const MAX_EDITS = 1000;

/**
 * How one text became another, by lines: none of the hunks where they are equal. The shortest difference after what both
 * begin and end with, by E. W. Myers, "An O(ND) Difference Algorithm and Its Variations" (1986).
 */
export function diffLines(before: string, after: string): DiffHunk[] {
  const old = splitLines(before);
  const now = splitLines(after);
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start++;
  let tail = 0;
  const most = Math.min(old.length, now.length) - start;
  while (tail < most && old[old.length - 1 - tail] === now[now.length - 1 - tail]) tail++;
  const blocks = computeBlocks(old.slice(start, old.length - tail), now.slice(start, now.length - tail));
  for (const block of blocks) {
    block.before += start;
    block.after += start;
  }
  return makeHunks(old, now, blocks);
}

/** Lines that went and lines that came in their place. Line numbers count from 0. */
interface Block {
  before: number;
  removed: number;
  after: number;
  added: number;
}

function computeBlocks(old: readonly string[], now: readonly string[]): Block[] {
  if (old.length === 0 && now.length === 0) return [];
  const whole = { before: 0, removed: old.length, after: 0, added: now.length };
  const trace = old.length === 0 || now.length === 0 ? null : findPath(old, now);
  return trace ? walkBack(trace, old.length, now.length) : [whole];
}

/**
 * The furthest reaching line of `old` on each diagonal, for each number of edits; null when it takes too many. Diagonal
 * k, where k is lines of `old` less lines of `now`, stands at k + edits + 1.
 */
function findPath(old: readonly string[], now: readonly string[]): Int32Array[] | null {
  const trace: Int32Array[] = [];
  let last = new Int32Array(3);
  for (let edits = 0; edits <= Math.min(MAX_EDITS, old.length + now.length); edits++) {
    const reach = new Int32Array(2 * edits + 3);
    for (let k = -edits; k <= edits; k += 2) {
      let x = edits === 0 ? 0 : startOn(last, k, edits);
      while (x < old.length && x - k < now.length && old[x] === now[x - k]) x++;
      reach[k + edits + 1] = x;
      if (x < old.length || x - k < now.length) continue;
      trace.push(reach);
      return trace;
    }
    trace.push(reach);
    last = reach;
  }
  return null;
}

/** Where diagonal `k` begins with this many edits, of which one is its last: an addition, or a removal. */
function startOn(last: Int32Array, k: number, edits: number): number {
  return isAddition(last, k, edits) ? (last[k + 1 + edits] ?? 0) : (last[k - 1 + edits] ?? 0) + 1;
}

function isAddition(last: Int32Array, k: number, edits: number): boolean {
  return k === -edits || (k !== edits && (last[k - 1 + edits] ?? 0) < (last[k + 1 + edits] ?? 0));
}

function walkBack(trace: readonly Int32Array[], removed: number, added: number): Block[] {
  const blocks: Block[] = [];
  let x = removed;
  let y = added;
  for (let edits = trace.length - 1; edits > 0; edits--) {
    const last = trace[edits - 1] ?? new Int32Array();
    const k = x - y;
    const isAdded = isAddition(last, k, edits);
    const from = (isAdded ? last[k + 1 + edits] : last[k - 1 + edits]) ?? 0;
    const fromY = from - (isAdded ? k + 1 : k - 1);
    const next = blocks.at(-1);
    // the line that was edited lies before the equal ones that led here
    if (next && next.before === from + (isAdded ? 0 : 1) && next.after === fromY + (isAdded ? 1 : 0)) {
      next.before = from;
      next.after = fromY;
      if (isAdded) next.added++;
      else next.removed++;
    } else {
      blocks.push({ before: from, removed: isAdded ? 0 : 1, after: fromY, added: isAdded ? 1 : 0 });
    }
    x = from;
    y = fromY;
  }
  return blocks.reverse();
}

function makeHunks(old: readonly string[], now: readonly string[], blocks: readonly Block[]): DiffHunk[] {
  const hunks: DiffHunk[] = [];
  for (let n = 0; n < blocks.length; ) {
    const first = n;
    while (gapAfter(blocks, n) <= 2 * CONTEXT_LINES) n++;
    n++;
    const part = blocks.slice(first, n);
    hunks.push(makeHunk(old, now, part));
  }
  return hunks;
}

function gapAfter(blocks: readonly Block[], n: number): number {
  const block = blocks[n];
  const next = blocks[n + 1];
  return block && next ? next.before - block.before - block.removed : Number.POSITIVE_INFINITY;
}

function makeHunk(old: readonly string[], now: readonly string[], blocks: readonly Block[]): DiffHunk {
  const lines: LineChange[] = [];
  const first = blocks[0] ?? { before: 0, removed: 0, after: 0, added: 0 };
  const lead = Math.min(CONTEXT_LINES, first.before);
  let at = first.before - lead;
  for (const { before, removed, after, added } of blocks) {
    addLines(lines, 'same', old.slice(at, before));
    addLines(lines, 'removed', old.slice(before, before + removed));
    addLines(lines, 'added', now.slice(after, after + added));
    at = before + removed;
  }
  addLines(lines, 'same', old.slice(at, at + CONTEXT_LINES));
  const count = (other: LineChange['kind']) => lines.filter(({ kind }) => kind !== other).length;
  return {
    beforeStart: first.before - lead + 1,
    beforeCount: count('added'),
    afterStart: first.after - lead + 1,
    afterCount: count('removed'),
    lines,
  };
}

function addLines(lines: LineChange[], kind: LineChange['kind'], texts: readonly string[]): void {
  for (const line of texts) {
    const hasEnd = line.endsWith('\n');
    lines.push({ kind, text: hasEnd ? line.slice(0, -1) : line, hasEnd });
  }
}

/** Lines with their ends, so that a missing one at the end of a text is a difference. */
function splitLines(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}
