import { afterAll, beforeAll, describe, test } from 'vitest';
import { JAVASCRIPT_CASES } from './cases/javascript.ts';
import { LIMITS_CASES } from './cases/limits.ts';
import { PYTHON_CASES } from './cases/python.ts';
import { TYPESCRIPT_CASES } from './cases/typescript.ts';
import { expectCase } from './expect-case.ts';
import { type Service, startService } from './harness.ts';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

const CASES = [...PYTHON_CASES, ...JAVASCRIPT_CASES, ...TYPESCRIPT_CASES, ...LIMITS_CASES];

describe.concurrent('a program', () => {
  test.each(CASES.map((entry) => [`${entry.language}: ${entry.name}`, entry] as const))(
    '%s',
    (_name, entry) => expectCase(service, entry),
  );
});
