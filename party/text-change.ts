import type * as Y from 'yjs';

/** What turns one text into another: at `index`, `remove` characters go and `insert` comes. */
export interface TextChange {
  index: number;
  remove: number;
  insert: string;
}

/**
 * The smallest single change from one text to the other, or null when they are equal: all but their common beginning
 * and end. Never cuts a character outside of Unicode's first plane in two, which Yjs would turn into two replacement
 * characters.
 */
export function computeTextChange(from: string, to: string): TextChange | null {
  if (from === to) return null;
  const shorter = Math.min(from.length, to.length);
  let start = 0;
  while (start < shorter && from.charCodeAt(start) === to.charCodeAt(start)) start++;
  if (start > 0 && isHighSurrogate(from.charCodeAt(start - 1))) start--;
  let tail = 0;
  while (
    tail < shorter - start &&
    from.charCodeAt(from.length - 1 - tail) === to.charCodeAt(to.length - 1 - tail)
  )
    tail++;
  if (tail > 0 && isLowSurrogate(from.charCodeAt(from.length - tail))) tail--;
  return { index: start, remove: from.length - start - tail, insert: to.slice(start, to.length - tail) };
}

/** Changes a shared text to this one by as little as possible, so that cursors and selections elsewhere in it stay. */
export function changeText(shared: Y.Text, to: string): void {
  const change = computeTextChange(shared.toString(), to);
  if (!change) return;
  const { index, remove, insert } = change;
  if (remove > 0) shared.delete(index, remove);
  if (insert !== '') shared.insert(index, insert);
}

function isHighSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff;
}

function isLowSurrogate(code: number): boolean {
  return code >= 0xdc00 && code <= 0xdfff;
}
