import { z } from 'zod';
import { errorCodeSchema } from '#core/error-codes.ts';
import { languageIdSchema } from '#core/languages.ts';
import { testSummarySchema } from '#core/test-protocol.ts';

export const languageVerdictSchema = z.object({
  language: languageIdSchema,
  solution: testSummarySchema.nullable(),
  starter: testSummarySchema.nullable(),
  problem: z.string().nullable(),
});

/** Where verifying and publishing a question stands. `done` or `error` is always the last event. */
export const publishEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('start'), languages: z.array(languageIdSchema) }),
  /** So many tests of this part of this language have ended. */
  z.object({
    type: z.literal('progress'),
    language: languageIdSchema,
    part: z.enum(['solution', 'starter']),
    done: z.number().int().min(0),
    total: z.number().int().min(1),
  }),
  z.object({ type: z.literal('language'), verdict: languageVerdictSchema }),
  z.object({
    type: z.literal('done'),
    isPublished: z.boolean(),
    /** Why it was not published, beside what its languages say. */
    reasons: z.array(z.string()),
  }),
  z.object({ type: z.literal('error'), code: errorCodeSchema, message: z.string() }),
]);
export type PublishEvent = z.infer<typeof publishEventSchema>;
