/** The round in which each service fails, or -1 for those that stay up. */
function failureRounds(dependencies, needed, failed) {
  return [];
}
