/** Minute at which each build finishes, in the order of the builds. */
function buildFinishTimes(agents, builds, warmSaving) {
  return [];
}
