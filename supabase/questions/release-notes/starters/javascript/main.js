/** The lines to print: each note as a bullet, wrapped at the width. */
function formatNotes(notes, width) {
  return [];
}
