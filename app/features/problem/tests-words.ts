import type { TestSuite } from '#core/test-suite.ts';

/** Tests in a few words: how many cases, how many of them hidden, what is called. */
export function describeTests(tests: TestSuite | null): string {
  if (!tests) return 'No tests. An example stands in the box.';
  const hidden = tests.cases.filter((one) => one.hidden).length;
  const what = tests.kind === 'function' ? `Calls ${tests.function}` : 'Starts the program';
  return `${what} for ${describeCases(tests.cases.length, hidden)}.`;
}

/** A number of cases in words. */
export function describeCases(count: number, hidden: number): string {
  const cases = count === 1 ? '1 case' : `${count} cases`;
  return hidden > 0 ? `${cases}, ${hidden} hidden` : cases;
}
