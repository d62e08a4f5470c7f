/**
 * Joins windows that overlap, touch or are at most `gap` minutes apart.
 * @param {number[][]} windows
 * @param {number} gap
 * @returns {number[][]}
 */
function mergeWindows(windows, gap) {
  return [];
}
