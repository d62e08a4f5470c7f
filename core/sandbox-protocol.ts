import { z } from 'zod';
import { errorCodeSchema } from './error-codes.ts';
import { languageIdSchema } from './languages.ts';
import {
  MAX_DOCUMENT_BYTES,
  MAX_FILES,
  MAX_PATH_LENGTH,
  MAX_RUN_INPUT,
  MIN_MEMORY_BYTES,
  RUN_LIMITS,
} from './limits.ts';

/**
 * `POST /v1/runs` answers with server-sent events; each event's data is one `RunEvent`. Closing the request cancels the run.
 * `POST /v1/runs/<runId>/input` (a `RunInput`) types into an interactive run; `DELETE /v1/runs/<runId>` ends a run or tests.
 */
export const SANDBOX_RUNS_PATH = '/v1/runs';

/**
 * Header that repeats the `runId` of a request that starts a run or tests. The service does not read it: a proxy before
 * several machines sends what follows (input, stop) to the one that has the run.
 */
export const SANDBOX_RUN_HEADER = 'interlace-run';

/** `GET /v1/languages` tells `{languages: LanguageStatus[]}`. */
export const SANDBOX_LANGUAGES_PATH = '/v1/languages';

/** How a program ended. Trouble of the service itself is never one of these: it is a `failed` event. */
export const VERDICTS = [
  'accepted',
  'wrong_answer',
  'time_limit',
  'memory_limit',
  'output_limit',
  'runtime_error',
  'compile_error',
  'killed',
  'internal',
] as const;
export const verdictSchema = z.enum(VERDICTS);
export type Verdict = z.infer<typeof verdictSchema>;

/** A path below the workspace: `a/b.py`. Refuses absolute paths, `..`, empty parts and control characters. */
export const workspacePathSchema = z
  .string()
  .min(1)
  .max(MAX_PATH_LENGTH)
  .refine(isWorkspacePath, 'A path is like dir/file.py, without "..", "." or a leading slash.');

/** Whether this is a path below the workspace that every part of the product accepts. */
export function isWorkspacePath(path: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it refuses
  if (/[\x00-\x1f\x7f\\]/.test(path)) return false;
  const parts = path.split('/');
  return parts.every((part) => part !== '' && part !== '.' && part !== '..' && part.trim() === part);
}

export const runLimitsSchema = z.object({
  timeMs: z.number().int().min(100).max(60_000).default(RUN_LIMITS.timeMs),
  memoryBytes: z
    .number()
    .int()
    .min(MIN_MEMORY_BYTES)
    .max(2 ** 31)
    .default(RUN_LIMITS.memoryBytes),
  processes: z.number().int().min(1).max(512).default(RUN_LIMITS.processes),
  outputBytes: z
    .number()
    .int()
    .min(1024)
    .max(16 << 20)
    .default(RUN_LIMITS.outputBytes),
});

export const runRequestSchema = z.object({
  runId: z.uuid(),
  /** Interview the run belongs to; the service runs one at a time for each. */
  interviewId: z.uuid(),
  language: languageIdSchema,
  files: z
    .array(z.object({ path: workspacePathSchema, text: z.string().max(MAX_DOCUMENT_BYTES) }))
    .min(1)
    .max(MAX_FILES),
  /** Path of the file to start; one of `files`. */
  entry: workspacePathSchema,
  stdin: z
    .string()
    .max(1 << 20)
    .default(''),
  /** Keeps stdin open after `stdin` for what people type. The program then has `INTERACTIVE_TIME` by the wall clock, and `limits.timeMs` of processor time. */
  isInteractive: z.boolean().default(false),
  limits: runLimitsSchema.prefault({}),
});
export type RunRequest = z.infer<typeof runRequestSchema>;
export type RunRequestInput = z.input<typeof runRequestSchema>;

export const runInputSchema = z.object({
  text: z.string().max(MAX_RUN_INPUT),
  /** Nothing more comes: the program reads the end of its input. */
  isEnd: z.boolean().default(false),
});
export type RunInput = z.infer<typeof runInputSchema>;

export const outputStreamSchema = z.enum(['stdout', 'stderr']);

/** Where a run stands, and at the end what came of it. `ended` or `failed` is always the last event. */
export const runEventSchema = z.discriminatedUnion('type', [
  /** Waiting for a runner; 1 means next. */
  z.object({ type: z.literal('queued'), position: z.number().int().min(1) }),
  z.object({ type: z.literal('started') }),
  z.object({ type: z.literal('output'), stream: outputStreamSchema, text: z.string() }),
  z.object({
    type: z.literal('ended'),
    verdict: verdictSchema,
    exitCode: z.number().int().nullable(),
    signal: z.string().nullable(),
    /** Wall clock of the program, in milliseconds. */
    timeMs: z.number().min(0),
    /** Processor time, or null where the machine cannot tell. */
    cpuMs: z.number().min(0).nullable(),
    /** Highest memory use, or null where the machine cannot tell. */
    memoryBytes: z.number().min(0).nullable(),
    outputTruncated: z.boolean(),
  }),
  /** The service could not do its work. Says nothing about the program. */
  z.object({ type: z.literal('failed'), code: errorCodeSchema, message: z.string() }),
]);
export type RunEvent = z.infer<typeof runEventSchema>;
