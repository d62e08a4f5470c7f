function licencePeak(users: string[], starts: number[], ends: number[], grace: number): number[] {
  const events: { second: number; change: number; user: string }[] = [];
  for (const [i, user] of users.entries()) {
    events.push({ second: starts[i], change: 1, user });
    events.push({ second: ends[i] + grace, change: -1, user });
  }
  // An end (-1) comes before a start (+1) of the same second.
  events.sort((a, b) => a.second - b.second || a.change - b.change);

  const sessions = new Map<string, number>();
  let held = 0;
  let peak = 0;
  let peakAt = 0;
  for (const { second, change, user } of events) {
    const had = sessions.get(user) ?? 0;
    sessions.set(user, had + change);
    if (had === 0) held++;
    else if (had + change === 0) held--;
    if (held > peak) {
      peak = held;
      peakAt = second;
    }
  }
  return [peak, peakAt];
}
