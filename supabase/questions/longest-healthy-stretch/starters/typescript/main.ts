/** The seconds of the first and the last check of the longest stretch; empty if no check was healthy. */
function longestHealthy(times: number[], healthy: boolean[], maxSilence: number): number[] {
  return [0, 0];
}
