/** Cents that each department pays, in the order of the weights. */
function splitInvoice(totalCents: number, weights: number[]): number[] {
  return [];
}
