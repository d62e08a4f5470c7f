/** The headings of the document in order, each with its number before it. */
function numberHeadings(lines: string[]): string[] {
  return [];
}
