/** Smallest number of places with at least the wanted hits, or -1. */
function smallestCache(requests: string[], wantedHits: number): number {
  return 0;
}
