/** Second at which each transfer finishes, in the order of the transfers. */
function finishTimes(capacity: number, arrivals: number[], sizes: number[], weights: number[]): number[] {
  return [];
}
