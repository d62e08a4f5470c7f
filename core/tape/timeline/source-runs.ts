/**
 * Who wrote the characters of a short text: a list of length and source in turns. A flat list of numbers, because it
 * is changed with every keystroke and copied with every keyframe.
 */

/** At `offset`, or at the end where that is beyond it, `length` characters of this source come. Changes the list. */
export function insertSource(sources: number[], offset: number, length: number, source: number): void {
  let n = 0;
  let start = 0;
  while (n < sources.length && start + (sources[n] ?? 0) < offset) {
    start += sources[n] ?? 0;
    n += 2;
  }
  if (n >= sources.length) {
    if (sources[n - 1] === source) sources[n - 2] = (sources[n - 2] ?? 0) + length;
    else sources.push(length, source);
    return;
  }
  const here = sources[n] ?? 0;
  const own = sources[n + 1] ?? 0;
  const inside = offset - start;
  if (own === source) sources[n] = here + length;
  else if (inside === 0) sources.splice(n, 0, length, source);
  else if (inside < here) sources.splice(n, 2, inside, own, length, source, here - inside, own);
  else if (sources[n + 3] === source) sources[n + 2] = (sources[n + 2] ?? 0) + length;
  else sources.splice(n + 2, 0, length, source);
}

/** `count` characters from `offset` on go. Changes the list. */
export function removeSources(sources: number[], offset: number, count: number): void {
  let n = 0;
  let inside = offset;
  while (n < sources.length && inside >= (sources[n] ?? 0)) {
    inside -= sources[n] ?? 0;
    n += 2;
  }
  const edge = inside > 0 ? n + 2 : n;
  for (let left = count; left > 0 && n < sources.length; ) {
    const here = sources[n] ?? 0;
    const taken = Math.min(left, here - inside);
    left -= taken;
    if (taken === here) {
      sources.splice(n, 2);
    } else {
      sources[n] = here - taken;
      n += 2;
      inside = 0;
    }
  }
  if (edge > 0 && edge < sources.length && sources[edge - 1] === sources[edge + 1]) {
    sources[edge - 2] = (sources[edge - 2] ?? 0) + (sources[edge] ?? 0);
    sources.splice(edge, 2);
  }
}

/** The part of `length` characters from `offset` on, as a list of its own. */
export function cutSources(sources: readonly number[], offset: number, length: number): number[] {
  const part: number[] = [];
  let start = 0;
  for (let n = 0; n < sources.length && start < offset + length; n += 2) {
    const end = start + (sources[n] ?? 0);
    const shared = Math.min(end, offset + length) - Math.max(start, offset);
    if (shared > 0) part.push(shared, sources[n + 1] ?? 0);
    start = end;
  }
  return part;
}
