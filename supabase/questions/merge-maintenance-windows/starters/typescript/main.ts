/** Joins windows that overlap, touch or are at most `gap` minutes apart. */
function mergeWindows(windows: [number, number][], gap: number): [number, number][] {
  return [];
}
