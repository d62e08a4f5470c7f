import { z } from 'zod';
import { type RoomRole, seesHiddenTests } from './roles.ts';
import { nameOfCase, type TestSuite, testSuiteSchema } from './test-suite.ts';

/** A statement in characters. */
export const MAX_STATEMENT_LENGTH = 50_000;

/** What the candidate is asked, and how answers are tested. Held by the app; the room asks for it when tests run. */
export const problemSchema = z.object({
  /** Markdown. */
  statement: z.string().max(MAX_STATEMENT_LENGTH).default(''),
  tests: testSuiteSchema.nullable().default(null),
});
export type Problem = z.infer<typeof problemSchema>;

/** One case as a role may see it: `shown` is null where it is hidden from them. */
export const caseViewSchema = z.object({
  index: z.number().int().min(0),
  name: z.string(),
  isHidden: z.boolean(),
  /** JSON text of a function's arguments and value, or the program's stdin and stdout. */
  shown: z.object({ input: z.string(), expected: z.string() }).nullable(),
});
export type CaseView = z.infer<typeof caseViewSchema>;

/** What a browser gets of a problem. */
export const problemViewSchema = z.object({
  statement: z.string(),
  /** Null when there are no tests. `call` is the function that is called, or null where the program is started. */
  tests: z.object({ call: z.string().nullable(), cases: z.array(caseViewSchema) }).nullable(),
});
export type ProblemView = z.infer<typeof problemViewSchema>;

/** The problem without what this role may not see. */
export function viewProblem(problem: Problem, role: RoomRole): ProblemView {
  const { statement, tests } = problem;
  return { statement, tests: tests && { call: callOf(tests), cases: viewCases(tests, role) } };
}

function callOf(tests: TestSuite): string | null {
  return tests.kind === 'function' ? tests.function : null;
}

function viewCases(tests: TestSuite, role: RoomRole): CaseView[] {
  return tests.cases.map((one, index) => {
    const isShown = !one.hidden || seesHiddenTests(role);
    const shown =
      'stdin' in one
        ? { input: one.stdin, expected: one.expected }
        : {
            input: one.input.map((value) => JSON.stringify(value)).join(', '),
            expected: JSON.stringify(one.expected),
          };
    return { index, name: nameOfCase(one, index), isHidden: one.hidden, shown: isShown ? shown : null };
  });
}
