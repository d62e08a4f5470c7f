/**
 * For each queue in which something waits: its name and the message that has waited longest.
 * @param {string[][]} events
 * @returns {string[][]}
 */
function oldestUnacked(events) {
  return [];
}
