import Anthropic from '@anthropic-ai/sdk';
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

export interface ClaudeOptions {
  apiKey: string;
  model: string;
  price: Price;
  /** Another address than the provider's own. */
  baseUrl?: string;
}

type MessageParam = Anthropic.MessageParam;

/** Claude, over its Messages API: streamed, with tools; what stays the same of a prompt is kept by the provider. */
export class ClaudeThinker implements Thinker {
  readonly mind: Mind;
  readonly #client: Anthropic;
  readonly #options: ClaudeOptions;

  constructor(options: ClaudeOptions) {
    const { apiKey, baseUrl, model } = options;
    this.#options = options;
    this.mind = { kind: 'claude', label: model };
    // the interviewer decides itself what is tried again: a candidate waits meanwhile
    this.#client = new Anthropic({
      apiKey,
      ...(baseUrl ? { baseURL: baseUrl } : {}),
      maxRetries: 0,
      timeout: FIRST_WORD_TIMEOUT,
    });
  }

  async *think(turn: Turn, exchanges: readonly Exchange[], signal: AbortSignal): AsyncIterable<Thought> {
    const { model, price } = this.#options;
    const prompt = buildPrompt(turn);
    const usage = { inputTokens: 0, cachedInputTokens: 0, outputTokens: 0 };
    const tools = new Map<number, { id: string; name: string; json: string }>();
    try {
      const stream = await this.#client.messages.create(
        {
          model,
          max_tokens: MAX_ANSWER_TOKENS,
          system: buildSystem(prompt),
          messages: buildMessages(prompt, exchanges),
          tools: describeTools(turn.tools).map(({ name, description, schema }) => ({
            name,
            description,
            input_schema: schema as Anthropic.Tool.InputSchema,
          })),
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
              tools.set(event.index, {
                id: event.content_block.id,
                name: event.content_block.name,
                json: '',
              });
            break;
          case 'content_block_delta':
            if (event.delta.type === 'text_delta' && event.delta.text !== '')
              yield { type: 'text', text: event.delta.text };
            if (event.delta.type === 'input_json_delta') {
              const tool = tools.get(event.index);
              if (tool) tool.json += event.delta.partial_json;
            }
            break;
          case 'content_block_stop': {
            const tool = tools.get(event.index);
            if (tool)
              yield {
                type: 'tool',
                call: { id: tool.id, name: tool.name, input: parseToolInput(tool.json) },
              };
            break;
          }
          case 'message_delta':
            usage.outputTokens = event.usage.output_tokens;
            if (event.delta.stop_reason === 'refusal')
              throw new MindError('declined', 'The model declined to answer.');
            break;
          case 'message_stop':
            yield { type: 'usage', model, usage: { turns: 1, ...usage, costMicros: costOf(price, usage) } };
        }
      }
    } catch (error) {
      if (signal.aborted) return;
      throw toMindError(error);
    }
  }
}

function buildSystem({ rules, question }: Prompt): Anthropic.TextBlockParam[] {
  const kept = { cache_control: { type: 'ephemeral' as const } };
  return [
    { type: 'text', text: rules, ...kept },
    ...(question ? [{ type: 'text' as const, text: question, ...kept }] : []),
  ];
}

function buildMessages({ messages }: Prompt, exchanges: readonly Exchange[]): MessageParam[] {
  const said: MessageParam[] = messages.map(({ role, text }) => ({ role, content: text }));
  return [...said, ...exchanges.flatMap(writeExchange)];
}

/** A round as the provider wants it told again: what was said and asked for, then what came of it. */
function writeExchange({ text, calls, results }: Exchange): MessageParam[] {
  return [
    {
      role: 'assistant',
      content: [
        ...(text.trim() ? [{ type: 'text' as const, text }] : []),
        ...calls.map(({ id, name, input }) => ({ type: 'tool_use' as const, id, name, input: input ?? {} })),
      ],
    },
    {
      role: 'user',
      content: results.map(({ id, content, isError }) => ({
        type: 'tool_result' as const,
        tool_use_id: id,
        content,
        is_error: isError,
      })),
    },
  ];
}

function toMindError(error: unknown): MindError {
  if (error instanceof MindError) return error;
  if (error instanceof Anthropic.APIError) {
    const message = `The model's provider answered ${error.status ?? 'nothing'}.`;
    switch (error.status) {
      case 401:
      case 403:
        return new MindError('unauthorised', message);
      case 429:
      case 529:
        return new MindError('rate-limited', message, { retryAfter: readRetryAfter(error.headers) });
      case 413:
        return new MindError('too-long', message);
      case 400:
        return new MindError(
          /too long|context|max_tokens/i.test(error.message) ? 'too-long' : 'nonsense',
          message,
        );
      default:
        // an error in mid-stream has no status of its own, only the provider's words for it
        return /overloaded|rate.?limit/i.test(error.message)
          ? new MindError('rate-limited', message)
          : new MindError('unreachable', message);
    }
  }
  return new MindError('unreachable', error instanceof Error ? error.name : 'unknown');
}
