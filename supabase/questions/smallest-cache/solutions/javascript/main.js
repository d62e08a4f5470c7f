function smallestCache(requests, wantedHits) {
  const largest = new Set(requests).size;
  if (countHits(requests, largest) < wantedHits) return -1;
  let low = 0;
  let high = largest;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (countHits(requests, middle) >= wantedHits) high = middle;
    else low = middle + 1;
  }
  return low;
}

function countHits(requests, places) {
  if (places === 0) return 0;
  const cache = new Set(); // keeps the order of insertion: the first was not used for the longest time
  let hits = 0;
  for (const key of requests) {
    if (cache.delete(key)) hits++;
    else if (cache.size === places) cache.delete(cache.values().next().value);
    cache.add(key);
  }
  return hits;
}
