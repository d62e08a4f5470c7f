function auditBadges(events: string[]): string[] {
  const people = new Map<string, { isInside: boolean; missed: number }>();
  for (const event of events) {
    const [direction, name] = event.split(' ');
    const person = people.get(name) ?? { isInside: false, missed: 0 };
    const isIn = direction === 'in';
    if (person.isInside === isIn) person.missed++;
    person.isInside = isIn;
    people.set(name, person);
  }

  const report: string[] = [];
  for (const name of [...people.keys()].sort()) {
    const person = people.get(name);
    const inside = person?.isInside ? ' inside' : '';
    const missed = person?.missed ? ` missed ${person.missed}` : '';
    if (inside || missed) report.push(name + inside + missed);
  }
  return report;
}
