/** The least milliseconds from start to target, or -1. */
function fastestTransfer(sites, links, issued, start, target) {
  return 0;
}
