import { expect } from 'vitest';
import type { Case } from './cases/case.ts';
import { run, type Service } from './harness.ts';

/** Runs a program and expects of it what its case says. */
export async function expectCase(service: Service, entry: Case): Promise<void> {
  const { end, stdout, stderr } = await run(service, entry);
  const seen = { verdict: end.verdict, stdout: stdout.slice(0, 20_000), stderr: stderr.slice(0, 2000) };
  expect(seen).toMatchObject({ verdict: entry.verdict });
  if (entry.end) expect(end).toMatchObject(entry.end);
  for (const name of ['stdout', 'stderr'] as const) {
    const wanted = entry[name];
    if (typeof wanted === 'string') expect(seen[name]).toBe(wanted);
    else if (wanted) expect(seen[name]).toMatch(wanted);
  }
}
