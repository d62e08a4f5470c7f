/**
 * The seconds of the first and the last check of the longest stretch; empty if no check was healthy.
 * @param {number[]} times
 * @param {boolean[]} healthy
 * @param {number} maxSilence
 * @returns {number[]}
 */
function longestHealthy(times, healthy, maxSilence) {
  return [0, 0];
}
