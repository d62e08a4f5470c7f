/** The most licences held at once, and the first moment at which so many are held. */
function licencePeak(users, starts, ends, grace) {
  return [];
}
