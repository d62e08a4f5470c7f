/** The values that stand after these lines, the oldest first. */
function standingChoices(lines) {
  return ["?"];
}
