/** The largest sum of prices of bookings that can be accepted together. */
function bestRevenue(starts, ends, teams, prices, setup) {
  return 0;
}
