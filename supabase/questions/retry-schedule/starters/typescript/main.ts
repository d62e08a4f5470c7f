/** For each job the second in which it succeeds, or -1 if it is given up. */
function deliveryTimes(
  arrivals: number[],
  failures: number[],
  base: number,
  cap: number,
  maxAttempts: number,
): number[] {
  return [0];
}
