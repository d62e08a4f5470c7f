/** Minute at which each build finishes, in the order of the builds. */
function buildFinishTimes(agents: number, builds: number[][], warmSaving: number): number[] {
  return [];
}
