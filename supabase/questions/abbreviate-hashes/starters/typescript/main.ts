/** Smallest length, at least the minimum, at which all hashes still differ. */
function abbreviationLength(hashes: string[], minimum: number): number {
  return 0;
}
