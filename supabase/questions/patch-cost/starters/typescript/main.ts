/** The least cost of all patches that turn the old lines into the new ones. */
function cheapestPatch(before: string[], after: string[], blockCost: number): number {
  return -1;
}
