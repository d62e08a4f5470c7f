/** The lowest price that covers all that is needed, or -1. */
function lowestPrice(needed, bundles, prices) {
  return -2;
}
