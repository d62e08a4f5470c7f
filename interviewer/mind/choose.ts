import type { MindChoice } from '#core/interviewer.ts';
import type { InterviewerEnv } from '../env.ts';
import { ClaudeThinker } from './claude.ts';
import { OpenAiChatThinker } from './openai-chat.ts';
import type { Thinker } from './thinker.ts';

/** A local server wants no key, and the SDK wants a word. */
const NO_KEY = 'none';

/**
 * The model for an interview, or null where it is held without one: because that was chosen, or because the chosen one
 * has no key here. `auto` takes Claude, then an OpenAI-compatible endpoint.
 */
export function chooseThinker(choice: MindChoice, env: InterviewerEnv): Thinker | null {
  switch (choice) {
    case 'scripted':
      return null;
    case 'claude':
      return makeClaude(env);
    case 'openai':
      return makeOpenAi(env);
    case 'auto':
      return makeClaude(env) ?? makeOpenAi(env);
  }
}

function makeClaude(env: InterviewerEnv): Thinker | null {
  const { ANTHROPIC_API_KEY: apiKey, ANTHROPIC_BASE_URL: baseUrl } = env;
  if (!apiKey) return null;
  return new ClaudeThinker({
    apiKey,
    model: env.INTERVIEWER_CLAUDE_MODEL,
    price: env.INTERVIEWER_CLAUDE_PRICE,
    ...(baseUrl ? { baseUrl } : {}),
  });
}

function makeOpenAi(env: InterviewerEnv): Thinker | null {
  const { OPENAI_API_KEY: apiKey, OPENAI_BASE_URL: baseUrl } = env;
  if (!apiKey && !baseUrl) return null;
  return new OpenAiChatThinker({
    apiKey: apiKey ?? NO_KEY,
    model: env.INTERVIEWER_OPENAI_MODEL,
    price: env.INTERVIEWER_OPENAI_PRICE,
    ...(baseUrl ? { baseUrl } : {}),
  });
}
