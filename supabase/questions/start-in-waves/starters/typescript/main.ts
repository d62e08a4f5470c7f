/** The waves in which these services start; none where they need each other in a circle. */
function startWaves(services: string[], needs: string[][]): string[][] {
  return [["?"]];
}
