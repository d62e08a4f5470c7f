import { z } from 'zod';
import { ClaudeModel } from './claude.ts';
import type { Model } from './model.ts';
import { OpenAiChatModel } from './openai-chat.ts';
import { priceSchema } from './prices.ts';

const url = z.url().transform((value) => value.replace(/\/$/, ''));

/** `input,cachedInput,output` in US dollars for a million tokens. */
const priceText = z.string().transform((text, context) => {
  const [input, cachedInput, output] = text.split(',').map((part) => Number(part.trim() || Number.NaN));
  const parsed = priceSchema.safeParse({ input, cachedInput, output });
  if (parsed.success) return parsed.data;
  context.addIssue({
    code: 'custom',
    message: 'Write three prices for a million tokens: input,cached,output.',
  });
  return z.NEVER;
});

/** The settings of the models, the same variables for every process that asks them. */
export const modelSettings = {
  ANTHROPIC_API_KEY: z.string().optional(),
  ANTHROPIC_BASE_URL: url.optional(),
  CLAUDE_MODEL: z.string().default('claude-sonnet-5-5'),
  /** For the cost that is shown and for budgets; providers change them, so check it against yours. */
  CLAUDE_PRICE: priceText.default({ input: 3, cachedInput: 0.3, output: 15 }),
  OPENAI_API_KEY: z.string().optional(),
  /** Another endpoint that speaks as OpenAI's: Groq, or a local model, which needs no key. */
  OPENAI_BASE_URL: url.optional(),
  OPENAI_MODEL: z.string().default('gpt-4.1-mini'),
  OPENAI_PRICE: priceText.default({ input: 0.4, cachedInput: 0.1, output: 1.6 }),
} as const;
const schema = z.object(modelSettings);
export type ModelSettings = z.infer<typeof schema>;

/** A local server wants no key, and the SDK wants a word. */
const NO_KEY = 'none';

/**
 * The model of this choice, or null where it has no key here. `auto` takes Claude, then an OpenAI-compatible endpoint.
 * `timeout`, in milliseconds, is how long a provider may take to begin its answer.
 */
export function chooseModel(
  choice: 'auto' | 'claude' | 'openai',
  settings: ModelSettings,
  { timeout }: { timeout: number },
): Model | null {
  switch (choice) {
    case 'claude':
      return makeClaude(settings, timeout);
    case 'openai':
      return makeOpenAi(settings, timeout);
    case 'auto':
      return makeClaude(settings, timeout) ?? makeOpenAi(settings, timeout);
  }
}

function makeClaude(settings: ModelSettings, timeout: number): Model | null {
  const { ANTHROPIC_API_KEY: apiKey, ANTHROPIC_BASE_URL: baseUrl } = settings;
  if (!apiKey) return null;
  return new ClaudeModel({
    apiKey,
    model: settings.CLAUDE_MODEL,
    price: settings.CLAUDE_PRICE,
    timeout,
    ...(baseUrl ? { baseUrl } : {}),
  });
}

function makeOpenAi(settings: ModelSettings, timeout: number): Model | null {
  const { OPENAI_API_KEY: apiKey, OPENAI_BASE_URL: baseUrl } = settings;
  if (!apiKey && !baseUrl) return null;
  return new OpenAiChatModel({
    apiKey: apiKey ?? NO_KEY,
    model: settings.OPENAI_MODEL,
    price: settings.OPENAI_PRICE,
    timeout,
    ...(baseUrl ? { baseUrl } : {}),
  });
}
