import { z } from 'zod';
import { MAX_CASE_MEMORY_BYTES, MIN_MEMORY_BYTES } from './limits.ts';
import { runLimitsSchema } from './sandbox-protocol.ts';

/**
 * Tests of a programming problem. Two kinds: `function` calls one function of the candidate's with each case's
 * arguments; `stdio` starts the program once for each case with its stdin. People write this as JSON, so its keys
 * are short words. What is hidden, and every `expected`, is for interviewers and the sandbox service only.
 */

/** Cases of one suite. More make a run longer than anybody waits for. */
export const MAX_CASES = 200;
/** A suite as JSON. Its inputs are held in memory by the room, the app and the sandbox service. */
export const MAX_SUITE_BYTES = 1024 * 1024;

export const jsonValueSchema = z.json();
export type JsonValue = z.infer<typeof jsonValueSchema>;

/** Type of a parameter or result, for languages that need one: a scalar with up to three `[]`. */
export const valueTypeSchema = z
  .string()
  .regex(
    /^(?:int|long|double|bool|string)(?:\[\]){0,3}$/,
    'A type is int, long, double, bool or string, each with up to three [].',
  );
export type ValueType = z.infer<typeof valueTypeSchema>;

/** A function of the interviewer's that judges an answer: `check(input, expected, actual)` gives true or false, or `{pass, message}`. */
const checkerSchema = z.strictObject({
  type: z.literal('checker'),
  language: z.enum(['python', 'javascript']),
  source: z
    .string()
    .min(1)
    .max(64 * 1024),
});

/** How a function's value is compared: deeply, numbers up to `tolerance` (absolute or relative), lists in any order if so. */
export const valueComparisonSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('equal'),
    tolerance: z.number().min(0).max(1).default(0),
    anyOrder: z.boolean().default(false),
  }),
  checkerSchema,
]);
export type ValueComparison = z.infer<typeof valueComparisonSchema>;

/**
 * How printed text is compared: `lines` ignores spaces at the ends of lines and empty lines at the end, `exact` ignores
 * nothing, `tokens` compares words, numbers up to `tolerance`.
 */
export const textComparisonSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('lines') }),
  z.strictObject({ type: z.literal('exact') }),
  z.strictObject({ type: z.literal('tokens'), tolerance: z.number().min(0).max(1).default(0) }),
  checkerSchema,
]);
export type TextComparison = z.infer<typeof textComparisonSchema>;

const CASE_MEMORY_WORDS = `A case may have from ${MIN_MEMORY_BYTES} bytes (16 MB) to ${MAX_CASE_MEMORY_BYTES} bytes (1 GB) of memory.`;

const caseFields = {
  /** Shown to everybody, also of a hidden case. */
  name: z.string().trim().min(1).max(80).optional(),
  /** Candidates see a hidden case's name and verdict, nothing else. */
  hidden: z.boolean().default(false),
  /** Share of the score. */
  weight: z.number().min(0).max(1000).default(1),
  /** Wall clock of this case, in milliseconds, where it needs another limit than the rest. */
  timeMs: runLimitsSchema.shape.timeMs.removeDefault().optional(),
  /**
   * Memory of all processes of this case, in bytes, where it needs another limit than the rest. There is no such limit
   * for output: what a case may expect is far below what every program may print.
   */
  memoryBytes: z
    .number()
    .int(CASE_MEMORY_WORDS)
    .min(MIN_MEMORY_BYTES, CASE_MEMORY_WORDS)
    .max(MAX_CASE_MEMORY_BYTES, CASE_MEMORY_WORDS)
    .optional(),
};

export const functionCaseSchema = z.strictObject({
  ...caseFields,
  /** The arguments, in order. */
  input: z.array(jsonValueSchema).max(20),
  expected: jsonValueSchema,
});
export type FunctionCase = z.infer<typeof functionCaseSchema>;

export const stdioCaseSchema = z.strictObject({
  ...caseFields,
  stdin: z.string().max(256 * 1024),
  expected: z.string().max(256 * 1024),
});
export type StdioCase = z.infer<typeof stdioCaseSchema>;

export const functionSuiteSchema = z.strictObject({
  kind: z.literal('function'),
  /** Found under this name, or its snake_case, camelCase or PascalCase form. */
  function: z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,79}$/, 'A function name has letters, digits and _.'),
  /** Needed by compiled languages; inferred from the cases where missing. */
  parameters: z.array(valueTypeSchema).max(20).optional(),
  returns: valueTypeSchema.optional(),
  comparison: valueComparisonSchema.prefault({ type: 'equal' }),
  cases: z.array(functionCaseSchema).min(1).max(MAX_CASES),
});
export type FunctionSuite = z.infer<typeof functionSuiteSchema>;

export const stdioSuiteSchema = z.strictObject({
  kind: z.literal('stdio'),
  comparison: textComparisonSchema.prefault({ type: 'lines' }),
  cases: z.array(stdioCaseSchema).min(1).max(MAX_CASES),
});
export type StdioSuite = z.infer<typeof stdioSuiteSchema>;

export const testSuiteSchema = z
  .discriminatedUnion('kind', [functionSuiteSchema, stdioSuiteSchema])
  .superRefine((suite, context) => {
    if (new TextEncoder().encode(JSON.stringify(suite)).length > MAX_SUITE_BYTES)
      context.addIssue({ code: 'custom', message: 'The tests are larger than 1 MB together.' });
    if (suite.kind !== 'function') return;
    const count = suite.parameters?.length ?? suite.cases[0]?.input.length;
    suite.cases.forEach((one, index) => {
      if (one.input.length === count) return;
      context.addIssue({
        code: 'custom',
        path: ['cases', index, 'input'],
        message: `This case has ${one.input.length} arguments where ${count} are expected.`,
      });
    });
  });
export type TestSuite = z.infer<typeof testSuiteSchema>;
export type TestSuiteInput = z.input<typeof testSuiteSchema>;

/** What a case is called when nobody named it. */
export function nameOfCase(one: { name?: string | undefined }, index: number): string {
  return one.name ?? `Case ${index + 1}`;
}
