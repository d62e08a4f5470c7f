function fewestMarks(parents, wanted) {
  const children = parents.map(() => []);
  for (let entry = 1; entry < parents.length; entry++) children[parents[entry]].push(entry);

  // Levels that are best for an entry when they come from above; all others cost one mark more.
  const best = parents.map(() => new Set());
  let marks = 0;
  for (let entry = parents.length - 1; entry >= 0; entry--) {
    // Children come before their parents.
    if (children[entry].length === 0) {
      if (wanted[entry] >= 0) best[entry].add(wanted[entry]);
      continue;
    }
    const sets = children[entry].map((child) => best[child]).filter((set) => set.size > 0);
    if (sets.length === 0) continue;
    const { levels, missed } = combine(sets);
    best[entry] = levels;
    marks += missed;
  }
  return best[0].size > 0 ? marks + 1 : marks;
}

/** The levels that most sets have, and how many sets lack each of them. May change the sets. */
function combine(sets) {
  const largest = sets.reduce((a, b) => (b.size > a.size ? b : a));
  const counts = new Map();
  for (const set of sets) {
    if (set === largest) continue;
    for (const level of set) counts.set(level, (counts.get(level) ?? (largest.has(level) ? 1 : 0)) + 1);
  }
  let most = 1;
  for (const number of counts.values()) most = Math.max(most, number);
  const missed = sets.length - most;
  if (most > 1) {
    const levels = new Set();
    for (const [level, number] of counts) if (number === most) levels.add(level);
    return { levels, missed };
  }
  for (const level of counts.keys()) largest.add(level);
  return { levels: largest, missed };
}
