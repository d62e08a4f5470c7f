/**
 * For each request the percentile of the window after it.
 * @param {number[]} times
 * @param {number[]} latencies
 * @param {number} window
 * @param {number} percent
 * @returns {number[]}
 */
function rollingPercentile(times, latencies, window, percent) {
  return [-1];
}
