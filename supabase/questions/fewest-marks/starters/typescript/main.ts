/** The least number of marks that give every file the level it wants. */
function fewestMarks(parents: number[], wanted: number[]): number {
  return -1;
}
