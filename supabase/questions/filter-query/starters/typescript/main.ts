/** Indices of the tickets that the query fits, in ascending order. */
function filterTickets(query: string, tickets: string[]): number[] {
  return [];
}
