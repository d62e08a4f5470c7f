/** For each path, the index of the rule that decides, or -1. */
function decideAccess(rules, paths) {
  return [];
}
