import { z } from 'zod';
import { roomRoleSchema } from './roles.ts';

/** What is said in a call, as the processes that hear it, the room, the pages and the tape must agree on it. */

/** Longest text of one utterance, in characters: a few minutes of talking without a pause. */
export const MAX_UTTERANCE_LENGTH = 4000;
/** Words with times of their own in one utterance, at most. */
const MAX_WORDS = 800;
/** Last utterances that the room tells whoever comes in. Older ones stand on the tape alone. */
export const SPEECH_HISTORY = 100;

/** A word of an utterance; milliseconds from its start. */
export const spokenWordSchema = z.object({
  text: z.string().max(100),
  from: z.number().min(0),
  to: z.number().min(0),
});
export type SpokenWord = z.infer<typeof spokenWordSchema>;

/** What somebody said between two pauses. Times are the room's clock. */
export const utteranceSchema = z.object({
  id: z.uuid(),
  participantId: z.uuid(),
  name: z.string(),
  role: roomRoleSchema,
  colour: z.number().int().min(0),
  text: z.string().min(1).max(MAX_UTTERANCE_LENGTH),
  startedAt: z.number(),
  endedAt: z.number(),
  /** Empty where the transcriber tells no times of words. */
  words: z.array(spokenWordSchema).max(MAX_WORDS).default([]),
  /** Of the AI interviewer: somebody spoke over it, and the text is what was heard of it. */
  isCut: z.boolean().default(false),
});
export type Utterance = z.infer<typeof utteranceSchema>;

/** An utterance as whoever hears it tells the room, which knows who the speaker is. */
export const heardSchema = utteranceSchema.omit({ name: true, role: true, colour: true });
export type Heard = z.infer<typeof heardSchema>;
