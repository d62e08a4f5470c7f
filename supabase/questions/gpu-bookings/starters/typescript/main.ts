/** The largest sum of prices of bookings that can be accepted together. */
function bestRevenue(
  starts: number[],
  ends: number[],
  teams: number[],
  prices: number[],
  setup: number,
): number {
  return 0;
}
