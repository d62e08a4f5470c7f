import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { C_CASES } from './cases/c.ts';
import { CPP_CASES } from './cases/cpp.ts';
import { GO_CASES } from './cases/go.ts';
import { JAVA_CASES } from './cases/java.ts';
import { RUST_CASES } from './cases/rust.ts';
import { expectCase } from './expect-case.ts';
import type { Service } from './harness.ts';
import { CACHES_TIME, readCaches, startWithCaches } from './toolchains.ts';

let service: Service;
beforeAll(async () => {
  service = await startWithCaches();
}, CACHES_TIME);
afterAll(() => service.stop());

test('the toolchains have their caches', async () => {
  expect(await readCaches(service)).toMatchObject({ java: 'ready', cpp: 'ready', go: 'ready' });
});

const CASES = [...C_CASES, ...CPP_CASES, ...JAVA_CASES, ...GO_CASES, ...RUST_CASES];

describe.concurrent('a program', () => {
  test.each(CASES.map((entry) => [`${entry.language}: ${entry.name}`, entry] as const))(
    '%s',
    (_name, entry) => expectCase(service, entry),
  );
});
