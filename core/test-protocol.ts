import { z } from 'zod';
import { errorCodeSchema } from './error-codes.ts';
import { MAX_CASE_TEXT } from './limits.ts';
import { type RoomRole, seesHiddenTests } from './roles.ts';
import { runRequestSchema, verdictSchema } from './sandbox-protocol.ts';
import { testSuiteSchema } from './test-suite.ts';

/** `POST /v1/tests` answers with server-sent events; each event's data is one `TestEvent`. Closing the request cancels the tests. */
export const SANDBOX_TESTS_PATH = '/v1/tests';

export const testRequestSchema = runRequestSchema.omit({ stdin: true, isInteractive: true }).extend({
  suite: testSuiteSchema,
  /** `shared`: function cases run one after the other in one process until one of them breaks it. `fresh`: a process for each case. */
  isolation: z.enum(['shared', 'fresh']).default('shared'),
});
export type TestRequest = z.infer<typeof testRequestSchema>;
export type TestRequestInput = z.input<typeof testRequestSchema>;

const caseTextSchema = z.string().max(MAX_CASE_TEXT + 200);

/** What came of one case. */
export const caseResultSchema = z.object({
  index: z.number().int().min(0),
  name: z.string(),
  isHidden: z.boolean(),
  weight: z.number(),
  /** `accepted` means passed. */
  verdict: verdictSchema,
  /** Wall clock of this case in milliseconds, measured outside of the sandbox; null for those who may not see it. */
  timeMs: z.number().min(0).nullable(),
  /** Highest memory use so far of the process it ran in, which cases may share; null where the machine cannot tell. */
  memoryBytes: z.number().min(0).nullable(),
  /** Null for those who may not see it. */
  detail: z
    .object({
      input: caseTextSchema,
      expected: caseTextSchema,
      /** JSON text of the value, or what was printed; null when there is none. */
      actual: caseTextSchema.nullable(),
      /** What a function printed while it ran. Empty for programs, whose print is `actual`. */
      stdout: caseTextSchema,
      /** The error with its traceback, or the checker's words; empty when there is nothing to say. */
      message: caseTextSchema,
    })
    .nullable(),
});
export type CaseResult = z.infer<typeof caseResultSchema>;

export const testSummarySchema = z.object({
  /** The first verdict that is not `accepted`, in the order of the cases; `compile_error` or `killed` for the whole. */
  verdict: verdictSchema,
  passed: z.number().int().min(0),
  total: z.number().int().min(0),
  /** Weight of what passed, of the whole weight: 0 to 1. */
  score: z.number().min(0).max(1),
  timeMs: z.number().min(0),
  cpuMs: z.number().min(0).nullable(),
  memoryBytes: z.number().min(0).nullable(),
});
export type TestSummary = z.infer<typeof testSummarySchema>;

/** Where tests stand. `done` or `error` is always the last event. */
export const testEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('queued'), position: z.number().int().min(1) }),
  z.object({ type: z.literal('start'), total: z.number().int().min(1) }),
  /** What the compiler says. */
  z.object({ type: z.literal('output'), stream: z.literal('stderr'), text: z.string() }),
  z.object({ type: z.literal('test_result'), result: caseResultSchema }),
  z.object({ type: z.literal('done'), summary: testSummarySchema }),
  /** The service could not do its work. Says nothing about the program. */
  z.object({ type: z.literal('error'), code: errorCodeSchema, message: z.string() }),
]);
export type TestEvent = z.infer<typeof testEventSchema>;

/** The result as this role may see it: of a hidden case, name and verdict. */
export function viewCaseResult(result: CaseResult, role: RoomRole): CaseResult {
  if (!result.isHidden || seesHiddenTests(role)) return result;
  return { ...result, timeMs: null, memoryBytes: null, detail: null };
}
