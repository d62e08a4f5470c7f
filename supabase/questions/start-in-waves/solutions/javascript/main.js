function startWaves(services, needs) {
  const waiting = new Map(services.map((service) => [service, 0]));
  const waiters = new Map(services.map((service) => [service, []]));
  for (const [service, needed] of needs) {
    waiting.set(service, waiting.get(service) + 1);
    waiters.get(needed).push(service);
  }
  const waves = [];
  let started = 0;
  let wave = services.filter((service) => waiting.get(service) === 0).sort();
  while (wave.length > 0) {
    waves.push(wave);
    started += wave.length;
    const freed = [];
    for (const needed of wave) {
      for (const service of waiters.get(needed)) {
        const left = waiting.get(service) - 1;
        waiting.set(service, left);
        if (left === 0) freed.push(service);
      }
    }
    wave = freed.sort();
  }
  return started === services.length ? waves : [];
}
