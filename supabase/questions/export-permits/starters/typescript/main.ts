/** The least milliseconds from start to target, or -1. */
function fastestTransfer(
  sites: number,
  links: number[][],
  issued: number[],
  start: number,
  target: number,
): number {
  return 0;
}
