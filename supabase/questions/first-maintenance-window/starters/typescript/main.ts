/** First minute of a free window of this length, or -1. */
function firstWindow(meetings: number[][], length: number): number {
  return -2;
}
