import { z } from 'zod';

/** What language models used, added up. Money in millionths of a US dollar. */
export const modelUsageSchema = z.object({
  /** Requests that were answered. */
  turns: z.number().int().min(0),
  inputTokens: z.number().int().min(0),
  /** Of the input, what the provider had kept from before; not among `inputTokens`. */
  cachedInputTokens: z.number().int().min(0),
  outputTokens: z.number().int().min(0),
  costMicros: z.number().int().min(0),
});
export type ModelUsage = z.infer<typeof modelUsageSchema>;

/** What a model of an interview was asked for: `transcripts` are of what people say in its call. SQL repeats this list. */
export const USAGE_PURPOSES = ['interviewer', 'assistant', 'transcripts'] as const;
export type UsagePurpose = (typeof USAGE_PURPOSES)[number];

export const NO_USAGE: ModelUsage = {
  turns: 0,
  inputTokens: 0,
  cachedInputTokens: 0,
  outputTokens: 0,
  costMicros: 0,
};

/** The sum of two usages. */
export function addUsage(a: ModelUsage, b: ModelUsage): ModelUsage {
  return {
    turns: a.turns + b.turns,
    inputTokens: a.inputTokens + b.inputTokens,
    cachedInputTokens: a.cachedInputTokens + b.cachedInputTokens,
    outputTokens: a.outputTokens + b.outputTokens,
    costMicros: a.costMicros + b.costMicros,
  };
}
