/** One answer for each report: new, agrees, contradicts <n>, or the answer to a question. */
function checkClocks(reports: string[]): string[] {
  return [];
}
