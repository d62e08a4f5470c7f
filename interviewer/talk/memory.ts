import { z } from 'zod';
import { interviewerPhaseSchema, MAX_INTERVIEWER_MEMORY } from '#core/interviewer.ts';

/** What is known of a question that was asked. */
export const askedMemorySchema = z.object({
  questionId: z.uuid(),
  askedAt: z.number(),
  /** When talk about the answer began, or null. */
  probedAt: z.number().nullable(),
  probes: z.number().int().min(0),
  hints: z.number().int().min(0),
  /** The best result of the tests so far. */
  best: z.object({ passed: z.number().int(), total: z.number().int() }).nullable(),
  /** Of a system design: which stage, and how much was said on it. */
  stage: z.number().int().min(0),
  exchanges: z.number().int().min(0),
});
export type AskedMemory = z.infer<typeof askedMemorySchema>;

/** All that an interviewer must not forget. The room keeps it, so that another process can go on. */
export const memorySchema = z.object({
  version: z.literal(1),
  phase: interviewerPhaseSchema,
  phaseAt: z.number(),
  /** The question that is asked now. */
  current: z.uuid().nullable(),
  asked: z.array(askedMemorySchema).max(100),
  /** The candidate's last message that was answered, or passed over on purpose. */
  answered: z.string().nullable(),
  /** The last run that was remarked on, or that needed no remark. */
  remarked: z.string().nullable(),
  /** Until when the candidate asked for quiet; null when they did not. */
  quietUntil: z.number().nullable(),
  /** When it said something last, and when it last did so unasked. */
  spokeAt: z.number().nullable(),
  remarkedAt: z.number().nullable(),
  /** It left on purpose while the candidate was away, and will say that it is back. */
  hasLeft: z.boolean(),
  /** How long all pauses were, as far as they are taken off the time of the question. */
  pausedMs: z.number().min(0),
});
export type Memory = z.infer<typeof memorySchema>;

/** The memory of an interviewer that has just come in for the first time. */
export function newMemory(now: number): Memory {
  return {
    version: 1,
    phase: 'greet',
    phaseAt: now,
    current: null,
    asked: [],
    answered: null,
    remarked: null,
    quietUntil: null,
    spokeAt: null,
    remarkedAt: null,
    hasLeft: false,
    pausedMs: 0,
  };
}

/** A memory as the room keeps it. */
export function encodeMemory(memory: Memory): string {
  const json = JSON.stringify(memory);
  if (json.length > MAX_INTERVIEWER_MEMORY) throw new RangeError('The memory of an interview is too long.');
  return json;
}

/** What the room kept; null where it kept nothing that can be read. */
export function parseMemory(json: string | null): Memory | null {
  if (json === null) return null;
  try {
    return memorySchema.parse(JSON.parse(json));
  } catch {
    return null; // of another version: the interview goes on from what the room knows
  }
}

/** What is known of the question that is asked now. */
export function currentOf(memory: Memory): AskedMemory | null {
  return memory.asked.find(({ questionId }) => questionId === memory.current) ?? null;
}
