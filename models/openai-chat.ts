import OpenAI from 'openai';
import {
  type Model,
  ModelError,
  type ModelMessage,
  type ModelPiece,
  type ModelRequest,
  parseToolInput,
  readRetryAfter,
} from './model.ts';
import { costOf, type Price } from './prices.ts';

export interface OpenAiChatOptions {
  /** Some local servers want none, and are given a word. */
  apiKey: string;
  model: string;
  price: Price;
  /** How long the provider may take to begin its answer, in milliseconds. */
  timeout: number;
  /** Another address than OpenAI's: Groq, a local server. */
  baseUrl?: string;
}

type MessageParam = OpenAI.ChatCompletionMessageParam;

/** Any model behind a chat endpoint that speaks as OpenAI's does. */
export class OpenAiChatModel implements Model {
  readonly kind = 'openai';
  readonly name: string;
  readonly #client: OpenAI;
  readonly #price: Price;

  constructor({ apiKey, baseUrl, model, price, timeout }: OpenAiChatOptions) {
    this.name = model;
    this.#price = price;
    this.#client = new OpenAI({
      apiKey,
      ...(baseUrl ? { baseURL: baseUrl } : {}),
      maxRetries: 0,
      timeout,
    });
  }

  async *ask(request: ModelRequest, signal: AbortSignal): AsyncIterable<ModelPiece> {
    const { system, messages, tools = [], mustUse, maxTokens } = request;
    const calls = new Map<number, { id: string; name: string; json: string }>();
    const usage = { inputTokens: 0, cachedInputTokens: 0, outputTokens: 0 };
    let hasDeclined = false;
    try {
      const stream = await this.#client.chat.completions.create(
        {
          model: this.name,
          max_completion_tokens: maxTokens,
          messages: [
            { role: 'system', content: system.map(({ text }) => text).join('\n\n') },
            ...messages.flatMap(writeMessage),
          ],
          ...(tools.length > 0
            ? {
                tools: tools.map(({ name, description, schema }) => ({
                  type: 'function' as const,
                  function: { name, description, parameters: schema },
                })),
              }
            : {}),
          ...(mustUse ? { tool_choice: { type: 'function' as const, function: { name: mustUse } } } : {}),
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
        hasDeclined ||= Boolean(choice.delta.refusal) || choice.finish_reason === 'content_filter';
        if (choice.delta.content) yield { type: 'text', text: choice.delta.content };
        for (const { index, id, function: called } of choice.delta.tool_calls ?? []) {
          const call = calls.get(index) ?? { id: '', name: '', json: '' };
          if (id) call.id = id;
          if (called?.name) call.name += called.name;
          calls.set(index, call);
          if (!called?.arguments) continue;
          call.json += called.arguments;
          yield { type: 'tool-part', characters: called.arguments.length };
        }
      }
      if (!hasDeclined)
        for (const { id, name, json } of calls.values())
          yield { type: 'tool', call: { id, name, input: parseToolInput(json) } };
      yield {
        type: 'usage',
        model: this.name,
        usage: { turns: 1, ...usage, costMicros: costOf(this.#price, usage) },
      };
      // what was declined is paid for, too
      if (hasDeclined) throw new ModelError('declined', 'The model declined to answer.');
    } catch (error) {
      if (signal.aborted) return;
      throw toModelError(error);
    }
  }
}

function writeMessage(message: ModelMessage): MessageParam[] {
  switch (message.role) {
    case 'user':
      return [{ role: 'user', content: message.text }];
    case 'assistant': {
      const { text, calls = [] } = message;
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
      ];
    }
    case 'results':
      return message.results.map(({ id, content }) => ({ role: 'tool', tool_call_id: id, content }));
  }
}

function toModelError(error: unknown): ModelError {
  if (error instanceof ModelError) return error;
  if (error instanceof OpenAI.APIError) {
    const message = `The model's provider answered ${error.status ?? 'nothing'}.`;
    switch (error.status) {
      case 401:
      case 403:
        return new ModelError('unauthorised', message);
      case 429:
        return new ModelError('rate-limited', message, { retryAfter: readRetryAfter(error.headers) });
      case 413:
        return new ModelError('too-long', message);
      case 400:
        return new ModelError(
          error.code === 'context_length_exceeded' || /context|too long|maximum/i.test(error.message)
            ? 'too-long'
            : 'nonsense',
          message,
        );
      default:
        return new ModelError('unreachable', message);
    }
  }
  return new ModelError('unreachable', error instanceof Error ? error.name : 'unknown');
}
