import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { VERDICTS } from '#core/sandbox-protocol.ts';
import { run, type Service, until, type WireEvent } from './harness.ts';
import { type Canaries, type Leftovers, listStateDirs, measureLeftovers } from './host.ts';

/** The next program in the same place must find it as if nobody had been there. */
const NEXT = `import os
lists = [sorted(os.listdir(path)) for path in (".", "/tmp", "/dev/shm")]
open("/dev/stdout", "w").write(str(lists))
for path in ("mine", "/tmp/mine", "/dev/shm/mine"): open(path, "w").write("x")`;

/** What a service had open before anybody attacked it. */
export interface Baseline extends Leftovers {
  mounts: number;
}

/** Measures a service once it has made what it keeps: a place for a program, and connections to whoever asks. */
export async function measureBaseline(service: Service): Promise<Baseline> {
  await run(service, { language: 'python', code: NEXT });
  await (await fetch(`${service.url}/healthz`)).text();
  return { ...measureLeftovers(service), mounts: countMounts(service) };
}

/**
 * What must hold after every attack: one verdict of the closed list, a service that lives, nothing left of the
 * attacker, a host that was not touched, and an ordinary run for whoever comes next.
 */
export async function expectContained(options: {
  service: Service;
  canaries: Canaries;
  baseline: Baseline;
  events: readonly WireEvent[];
}): Promise<void> {
  const { service, canaries, baseline, events } = options;
  const ends = events.filter((event) => event.type === 'ended' || event.type === 'failed');
  expect(ends).toHaveLength(1);
  expect(VERDICTS).toContain(ends[0]?.type === 'ended' ? ends[0].verdict : ends[0]);
  expect(events.at(-1)).toBe(ends[0]);
  await expectNothingLeft(service, baseline);
  expect(canaries.contacts()).toBe(0);
  expect(canaries.readSecret()).toBe('untouched');
  const next = await run(service, { language: 'python', code: NEXT });
  expect([next.end.verdict, next.stdout]).toEqual(['accepted', "[['main.py'], [], []]"]);
  const health = await fetch(`${service.url}/healthz`);
  await health.text();
  expect(health.status).toBe(200);
}

/** Waits until nothing of any program is left on the machine; fails with what there is. */
export async function expectNothingLeft(service: Service, baseline: Baseline): Promise<void> {
  let seen = '';
  await until('nothing to be left', () => {
    const { processes, userProcesses, zombies, cgroups, files, descriptors } = measureLeftovers(service);
    const left = { processes, userProcesses, zombies, cgroups, files: files - baseline.files };
    const more = {
      descriptors: descriptors - baseline.descriptors,
      mounts: countMounts(service) - baseline.mounts,
    };
    seen = JSON.stringify({ ...left, ...more });
    return Object.values(left).every((count) => count === 0) && more.descriptors <= 0 && more.mounts <= 0;
  }).catch((error: Error) => {
    throw new Error(`${error.message}: ${seen}`);
  });
}

function countMounts(service: Service): number {
  const lines = readFileSync('/proc/self/mountinfo', 'utf8').split('\n');
  return lines.filter((line) => listStateDirs(service).some((path) => line.includes(path))).length;
}
