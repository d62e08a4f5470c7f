import OpenAI from 'openai';
import type { Mind } from '#core/interviewer.ts';
import { FIRST_WORD_TIMEOUT, MAX_ANSWER_TOKENS } from '../limits.ts';
import type { Turn } from '../talk/turn.ts';
import { costOf, type Price } from './prices.ts';
import { buildPrompt, describeTools, type Prompt } from './prompt.ts';
import {
  type Exchange,
  MindError,
  parseToolInput,
  readRetryAfter,
  type Thinker,
  type Thought,
} from './thinker.ts';

export interface OpenAiChatOptions {
  /** Some local servers want none, and are given a word. */
  apiKey: string;
  model: string;
  price: Price;
  /** Another address than OpenAI's: Groq, a local server. */
  baseUrl?: string;
}

type MessageParam = OpenAI.ChatCompletionMessageParam;

/** Any model behind a chat endpoint that speaks as OpenAI's does. */
export class OpenAiChatThinker implements Thinker {
  readonly mind: Mind;
  readonly #client: OpenAI;
  readonly #options: OpenAiChatOptions;

  constructor(options: OpenAiChatOptions) {
    const { apiKey, baseUrl, model } = options;
    this.#options = options;
    this.mind = { kind: 'openai', label: model };
    this.#client = new OpenAI({
      apiKey,
      ...(baseUrl ? { baseURL: baseUrl } : {}),
      maxRetries: 0,
      timeout: FIRST_WORD_TIMEOUT,
    });
  }

  async *think(turn: Turn, exchanges: readonly Exchange[], signal: AbortSignal): AsyncIterable<Thought> {
    const { model, price } = this.#options;
    const tools = describeTools(turn.tools);
    const calls = new Map<number, { id: string; name: string; json: string }>();
    const usage = { inputTokens: 0, cachedInputTokens: 0, outputTokens: 0 };
    try {
      const stream = await this.#client.chat.completions.create(
        {
          model,
          max_completion_tokens: MAX_ANSWER_TOKENS,
          messages: buildMessages(buildPrompt(turn), exchanges),
          ...(tools.length > 0
            ? {
                tools: tools.map(({ name, description, schema }) => ({
                  type: 'function' as const,
                  function: { name, description, parameters: schema },
                })),
              }
            : {}),
          stream: true,
          stream_options: { include_usage: true },
        },
        { signal },
      );
      for await (const chunk of stream) {
        if (chunk.usage) {
          const cached = chunk.usage.prompt_tokens_details?.cached_tokens ?? 0;
          usage.inputTokens = chunk.usage.prompt_tokens - cached;
          usage.cachedInputTokens = cached;
          usage.outputTokens = chunk.usage.completion_tokens;
        }
        const [choice] = chunk.choices;
        if (!choice) continue;
        if (choice.delta.refusal || choice.finish_reason === 'content_filter')
          throw new MindError('declined', 'The model declined to answer.');
        if (choice.delta.content) yield { type: 'text', text: choice.delta.content };
        for (const { index, id, function: called } of choice.delta.tool_calls ?? []) {
          const call = calls.get(index) ?? { id: '', name: '', json: '' };
          if (id) call.id = id;
          if (called?.name) call.name += called.name;
          if (called?.arguments) call.json += called.arguments;
          calls.set(index, call);
        }
      }
      for (const { id, name, json } of calls.values())
        yield { type: 'tool', call: { id, name, input: parseToolInput(json) } };
      yield { type: 'usage', model, usage: { turns: 1, ...usage, costMicros: costOf(price, usage) } };
    } catch (error) {
      if (signal.aborted) return;
      throw toMindError(error);
    }
  }
}

function buildMessages(
  { rules, question, messages }: Prompt,
  exchanges: readonly Exchange[],
): MessageParam[] {
  return [
    { role: 'system', content: question ? `${rules}\n\n${question}` : rules },
    ...messages.map(({ role, text }): MessageParam => ({ role, content: text })),
    ...exchanges.flatMap(writeExchange),
  ];
}

function writeExchange({ text, calls, results }: Exchange): MessageParam[] {
  return [
    {
      role: 'assistant',
      content: text.trim() ? text : null,
      ...(calls.length > 0
        ? {
            tool_calls: calls.map(({ id, name, input }) => ({
              id,
              type: 'function' as const,
              function: { name, arguments: JSON.stringify(input ?? {}) },
            })),
          }
        : {}),
    },
    ...results.map(({ id, content }): MessageParam => ({ role: 'tool', tool_call_id: id, content })),
  ];
}

function toMindError(error: unknown): MindError {
  if (error instanceof MindError) return error;
  if (error instanceof OpenAI.APIError) {
    const message = `The model's provider answered ${error.status ?? 'nothing'}.`;
    switch (error.status) {
      case 401:
      case 403:
        return new MindError('unauthorised', message);
      case 429:
        return new MindError('rate-limited', message, { retryAfter: readRetryAfter(error.headers) });
      case 413:
        return new MindError('too-long', message);
      case 400:
        return new MindError(
          error.code === 'context_length_exceeded' || /context|too long|maximum/i.test(error.message)
            ? 'too-long'
            : 'nonsense',
          message,
        );
      default:
        return new MindError('unreachable', message);
    }
  }
  return new MindError('unreachable', error instanceof Error ? error.name : 'unknown');
}
