/** The round in which each service fails, or -1 for those that stay up. */
function failureRounds(dependencies: number[][], needed: number[], failed: number[]): number[] {
  return [];
}
