import { z } from 'zod';
import { errorCodeSchema } from '#core/error-codes.ts';
import { languageIdSchema } from '#core/languages.ts';

/** Where drafting a question stands. `done` or `error` is always the last event. */
export const draftEventSchema = z.discriminatedUnion('type', [
  /** Which model writes, and the languages that its answer will be verified in. */
  z.object({ type: z.literal('start'), model: z.string(), languages: z.array(languageIdSchema) }),
  /** So many characters of an answer have come; `isRepair` where it corrects what it wrote before. */
  z.object({
    type: z.literal('writing'),
    characters: z.number().int().min(0),
    isRepair: z.boolean(),
  }),
  /** So many tests of this part of this language have ended. */
  z.object({
    type: z.literal('verifying'),
    language: languageIdSchema,
    part: z.enum(['solution', 'starter']),
    done: z.number().int().min(0),
    total: z.number().int().min(1),
  }),
  z.object({
    type: z.literal('done'),
    questionId: z.uuid(),
    isVerified: z.boolean(),
    /** What keeps it from being published, in sentences. */
    reasons: z.array(z.string()),
  }),
  z.object({ type: z.literal('error'), code: errorCodeSchema, message: z.string() }),
]);
export type DraftEvent = z.infer<typeof draftEventSchema>;
