import type { ModelUsage } from '#core/model-usage.ts';

/** A language model behind one interface, whoever provides it. Each process that asks models writes its own prompts. */

/** A part of the instructions. What stays the same between requests comes first, so that a provider can keep it. */
export interface SystemPart {
  text: string;
  /** Whether the same part comes again soon, which makes it worth keeping for the provider. */
  isKept: boolean;
}

/** A tool that the model asks for. `input` is whatever it wrote; nobody has looked at it yet. */
export interface ToolCall {
  id: string;
  name: string;
  input: unknown;
}

export interface ToolResult {
  id: string;
  content: string;
  isError: boolean;
}

/** A tool that is offered to the model. */
export interface ToolSpec {
  name: string;
  description: string;
  /** JSON schema of its input. */
  schema: Record<string, unknown>;
}

/** One message of a conversation, oldest first; a model's answer may hold tools, whose results come right after it. */
export type ModelMessage =
  | { role: 'user'; text: string }
  | { role: 'assistant'; text: string; calls?: readonly ToolCall[] }
  | { role: 'results'; results: readonly ToolResult[] };

export interface ModelRequest {
  system: readonly SystemPart[];
  messages: readonly ModelMessage[];
  tools?: readonly ToolSpec[];
  /** The model must use this one of the tools: its input is the answer. */
  mustUse?: string;
  /** Longest answer, in tokens. */
  maxTokens: number;
}

/** A piece of an answer, as it comes. */
export type ModelPiece =
  | { type: 'text'; text: string }
  /** So many more characters of a tool's input have come; the tool itself comes once it is whole. */
  | { type: 'tool-part'; characters: number }
  | { type: 'tool'; call: ToolCall }
  /** What the request cost, once, near its end. */
  | { type: 'usage'; usage: ModelUsage; model: string };

export interface Model {
  readonly kind: 'claude' | 'openai';
  /** As the provider names it. */
  readonly name: string;
  /** The answer as it comes. Throws `ModelError`; ends early, without a word, when `signal` is aborted. */
  ask(request: ModelRequest, signal: AbortSignal): AsyncIterable<ModelPiece>;
}

export type ModelTrouble =
  | 'unreachable'
  /** Given up by who asked. */
  | 'slow'
  | 'rate-limited'
  | 'unauthorised'
  | 'declined'
  | 'nonsense'
  | 'too-long';

/** Why a model could not answer. Its message is for operators and holds nothing of what was asked. */
export class ModelError extends Error {
  readonly trouble: ModelTrouble;
  /** How long the provider wants to be left alone, in milliseconds; null where it does not say. */
  readonly retryAfter: number | null;

  constructor(
    trouble: ModelTrouble,
    message: string,
    { retryAfter = null }: { retryAfter?: number | null } = {},
  ) {
    super(message);
    this.name = 'ModelError';
    this.trouble = trouble;
    this.retryAfter = retryAfter;
  }
}

/** What a tool was given, as a provider streamed it; the text itself where it is no JSON, which no tool's schema takes. */
export function parseToolInput(json: string): unknown {
  if (json === '') return {};
  try {
    return JSON.parse(json);
  } catch {
    return json; // the schema refuses it, and the model is told
  }
}

/** `retry-after` in milliseconds, or null. */
export function readRetryAfter(headers: Headers | undefined): number | null {
  const seconds = Number(headers?.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : null;
}
