/** Smallest number of places with at least the wanted hits, or -1. */
function smallestCache(requests, wantedHits) {
  return 0;
}
