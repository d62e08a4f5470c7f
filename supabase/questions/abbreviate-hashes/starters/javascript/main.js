/** Smallest length, at least the minimum, at which all hashes still differ. */
function abbreviationLength(hashes, minimum) {
  return 0;
}
