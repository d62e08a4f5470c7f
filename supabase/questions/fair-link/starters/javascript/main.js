/** Second at which each transfer finishes, in the order of the transfers. */
function finishTimes(capacity, arrivals, sizes, weights) {
  return [];
}
