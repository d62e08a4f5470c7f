/** The least number of marks that give every file the level it wants. */
function fewestMarks(parents, wanted) {
  return -1;
}
