/** The lowest price that covers all that is needed, or -1. */
function lowestPrice(needed: string[], bundles: string[][], prices: number[]): number {
  return -2;
}
