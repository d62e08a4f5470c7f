import Anthropic from '@anthropic-ai/sdk';
import {
  type Model,
  ModelError,
  type ModelMessage,
  type ModelPiece,
  type ModelRequest,
  parseToolInput,
  readRetryAfter,
  type SystemPart,
} from './model.ts';
import { costOf, type Price } from './prices.ts';

export interface ClaudeOptions {
  apiKey: string;
  model: string;
  price: Price;
  /** How long the provider may take to begin its answer, in milliseconds. */
  timeout: number;
  /** Another address than the provider's own. */
  baseUrl?: string;
}

type MessageParam = Anthropic.MessageParam;

/** Claude, over its Messages API: streamed, with tools; what stays the same of a prompt is kept by the provider. */
export class ClaudeModel implements Model {
  readonly kind = 'claude';
  readonly name: string;
  readonly #client: Anthropic;
  readonly #price: Price;

  constructor({ apiKey, baseUrl, model, price, timeout }: ClaudeOptions) {
    this.name = model;
    this.#price = price;
    // who asks decides what is tried again: a person waits meanwhile
    this.#client = new Anthropic({
      apiKey,
      ...(baseUrl ? { baseURL: baseUrl } : {}),
      maxRetries: 0,
      timeout,
    });
  }

  async *ask(request: ModelRequest, signal: AbortSignal): AsyncIterable<ModelPiece> {
    const { system, messages, tools = [], mustUse, maxTokens } = request;
    const usage = { inputTokens: 0, cachedInputTokens: 0, outputTokens: 0 };
    const calls = new Map<number, { id: string; name: string; json: string }>();
    let hasDeclined = false;
    try {
      const stream = await this.#client.messages.create(
        {
          model: this.name,
          max_tokens: maxTokens,
          system: system.map(writeSystemPart),
          messages: messages.map(writeMessage),
          tools: tools.map(({ name, description, schema }) => ({
            name,
            description,
            input_schema: schema as Anthropic.Tool.InputSchema,
          })),
          ...(mustUse ? { tool_choice: { type: 'tool' as const, name: mustUse } } : {}),
          stream: true,
        },
        { signal },
      );
      for await (const event of stream) {
        switch (event.type) {
          case 'message_start': {
            const { input_tokens, cache_creation_input_tokens, cache_read_input_tokens } =
              event.message.usage;
            usage.inputTokens = input_tokens + (cache_creation_input_tokens ?? 0);
            usage.cachedInputTokens = cache_read_input_tokens ?? 0;
            break;
          }
          case 'content_block_start':
            if (event.content_block.type === 'tool_use')
              calls.set(event.index, {
                id: event.content_block.id,
                name: event.content_block.name,
                json: '',
              });
            break;
          case 'content_block_delta':
            if (event.delta.type === 'text_delta' && event.delta.text !== '')
              yield { type: 'text', text: event.delta.text };
            if (event.delta.type === 'input_json_delta') {
              const call = calls.get(event.index);
              if (!call) break;
              call.json += event.delta.partial_json;
              yield { type: 'tool-part', characters: event.delta.partial_json.length };
            }
            break;
          case 'content_block_stop': {
            const call = calls.get(event.index);
            if (call)
              yield {
                type: 'tool',
                call: { id: call.id, name: call.name, input: parseToolInput(call.json) },
              };
            break;
          }
          case 'message_delta':
            usage.outputTokens = event.usage.output_tokens;
            hasDeclined = event.delta.stop_reason === 'refusal';
            break;
          case 'message_stop':
            yield {
              type: 'usage',
              model: this.name,
              usage: { turns: 1, ...usage, costMicros: costOf(this.#price, usage) },
            };
            // what was declined is paid for, too
            if (hasDeclined) throw new ModelError('declined', 'The model declined to answer.');
        }
      }
    } catch (error) {
      if (signal.aborted) return;
      throw toModelError(error);
    }
  }
}

function writeSystemPart({ text, isKept }: SystemPart): Anthropic.TextBlockParam {
  return { type: 'text', text, ...(isKept ? { cache_control: { type: 'ephemeral' } } : {}) };
}

function writeMessage(message: ModelMessage): MessageParam {
  switch (message.role) {
    case 'user':
      return { role: 'user', content: message.text };
    case 'assistant':
      if (!message.calls) return { role: 'assistant', content: message.text };
      return {
        role: 'assistant',
        content: [
          ...(message.text.trim() ? [{ type: 'text' as const, text: message.text }] : []),
          ...message.calls.map(({ id, name, input }) => ({
            type: 'tool_use' as const,
            id,
            name,
            input: input ?? {},
          })),
        ],
      };
    case 'results':
      return {
        role: 'user',
        content: message.results.map(({ id, content, isError }) => ({
          type: 'tool_result' as const,
          tool_use_id: id,
          content,
          is_error: isError,
        })),
      };
  }
}

function toModelError(error: unknown): ModelError {
  if (error instanceof ModelError) return error;
  if (error instanceof Anthropic.APIError) {
    const message = `The model's provider answered ${error.status ?? 'nothing'}.`;
    switch (error.status) {
      case 401:
      case 403:
        return new ModelError('unauthorised', message);
      case 429:
      case 529:
        return new ModelError('rate-limited', message, { retryAfter: readRetryAfter(error.headers) });
      case 413:
        return new ModelError('too-long', message);
      case 400:
        return new ModelError(
          /too long|context|max_tokens/i.test(error.message) ? 'too-long' : 'nonsense',
          message,
        );
      default:
        // an error in mid-stream has no status of its own, only the provider's words for it
        return /overloaded|rate.?limit/i.test(error.message)
          ? new ModelError('rate-limited', message)
          : new ModelError('unreachable', message);
    }
  }
  return new ModelError('unreachable', error instanceof Error ? error.name : 'unknown');
}
