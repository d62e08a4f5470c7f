/** For each path, the index of the rule that decides, or -1. */
function decideAccess(rules: string[], paths: string[]): number[] {
  return [];
}
