import { z } from 'zod';

/** What a tape says around the content: how it came to be, what else happened meanwhile, what somebody marked. */

/**
 * How content comes into a file otherwise than by typing: `workspace` is what a program or the shared terminal wrote,
 * `ai` what the assistant proposed and the author accepted.
 */
export const ORIGINS = ['pasted', 'dropped', 'completed', 'workspace', 'ai'] as const;
export const originSchema = z.enum(ORIGINS);
export type Origin = z.infer<typeof originSchema>;

/** Longest label of a mark, in characters: it is shown on a timeline. */
export const MAX_MARK_LENGTH = 120;

export const fileIdSchema = z.string().max(64);

const lengthSchema = z.number().int().min(0);
const timeSchema = z.number().min(0);

const browserSignals = [
  /** `isInternal`: the same text was copied in this room before. */
  z.object({
    signal: z.literal('paste'),
    fileId: fileIdSchema,
    length: lengthSchema,
    isInternal: z.boolean(),
  }),
  z.object({ signal: z.literal('focus-lost') }),
  z.object({ signal: z.literal('focus-back'), awayMs: timeSchema }),
] as const;

/** Signals that a browser tells; the room finds out the others by itself. */
export const browserSignalSchema = z.discriminatedUnion('signal', browserSignals);
export type BrowserSignal = z.infer<typeof browserSignalSchema>;

/** Context for people, never a verdict. Lengths in UTF-16 units, times in milliseconds. */
export const signalSchema = z.discriminatedUnion('signal', [
  ...browserSignals,
  z.object({ signal: z.literal('second-tab') }),
  /** Their only connection broke and they came back. */
  z.object({ signal: z.literal('reconnected'), awayMs: timeSchema }),
]);
export type Signal = z.infer<typeof signalSchema>;
