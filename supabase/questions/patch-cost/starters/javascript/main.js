/** The least cost of all patches that turn the old lines into the new ones. */
function cheapestPatch(before, after, blockCost) {
  return -1;
}
