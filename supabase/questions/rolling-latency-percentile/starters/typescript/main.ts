/** For each request the percentile of the window after it. */
function rollingPercentile(
  times: number[],
  latencies: number[],
  window: number,
  percent: number,
): number[] {
  return [-1];
}
