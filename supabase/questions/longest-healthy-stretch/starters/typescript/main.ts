/** Minutes of the longest stretch with at most `limit` checks that are not "ok". */
function longestHealthy(checks: string[], limit: number): number {
  return -1;
}
