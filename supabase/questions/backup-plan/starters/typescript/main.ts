/** The least cost of all backups. */
function cheapestBackups(changes: number[], fullCost: number, maxChain: number): number {
  return 0;
}
