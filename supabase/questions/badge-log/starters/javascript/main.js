/** One line for each person with something to report, sorted by name. */
function auditBadges(events) {
  return [];
}
