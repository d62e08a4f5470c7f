function failureRounds(dependencies: number[][], needed: number[], failed: number[]): number[] {
  const dependants: number[][] = dependencies.map(() => []);
  for (const [service, ones] of dependencies.entries()) {
    for (const one of ones) dependants[one].push(service);
  }

  const spare = dependencies.map((ones, i) => ones.length - needed[i]);
  const rounds = dependencies.map(() => -1);
  const queue = [...new Set(failed)];
  for (const service of queue) rounds[service] = 0;
  // The queue grows while it is walked through.
  for (const service of queue) {
    for (const dependant of dependants[service]) {
      spare[dependant]--;
      if (spare[dependant] < 0 && rounds[dependant] < 0) {
        rounds[dependant] = rounds[service] + 1;
        queue.push(dependant);
      }
    }
  }
  return rounds;
}
