import { z } from 'zod';
import type { ModelUsage } from '#core/model-usage.ts';

/** US dollars for a million tokens, which is also millionths of a dollar for one. */
export const priceSchema = z.object({
  input: z.number().min(0),
  cachedInput: z.number().min(0),
  output: z.number().min(0),
});
export type Price = z.infer<typeof priceSchema>;

/** What an answer cost, in millionths of a US dollar, rounded up. */
export function costOf(price: Price, usage: Omit<ModelUsage, 'turns' | 'costMicros'>): number {
  const { inputTokens, cachedInputTokens, outputTokens } = usage;
  return Math.ceil(
    inputTokens * price.input + cachedInputTokens * price.cachedInput + outputTokens * price.output,
  );
}
