/** One number for each request: where it was placed, or how much was given back. */
function placeExtents(size, requests) {
  return [];
}
