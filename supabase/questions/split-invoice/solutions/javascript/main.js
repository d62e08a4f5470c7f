function splitInvoice(totalCents, weights) {
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  // Products stay below 2^53: at most 10^12 cents times a weight of 1,000.
  const remainders = weights.map((weight) => (totalCents * weight) % whole);
  const parts = weights.map((weight, i) => (totalCents * weight - remainders[i]) / whole);
  const left = totalCents - parts.reduce((sum, part) => sum + part, 0);
  const byLoss = [...weights.keys()].sort((a, b) => remainders[b] - remainders[a]);
  for (const index of byLoss.slice(0, left)) parts[index]++;
  return parts;
}
