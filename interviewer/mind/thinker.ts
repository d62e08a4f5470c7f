import type { Mind, MindTrouble } from '#core/interviewer.ts';
import type { InterviewerUsage } from '#core/interviewer-service.ts';
import type { Turn } from '../talk/turn.ts';

/** A tool that a mind asks for. `input` is whatever it wrote; nobody has looked at it yet. */
export interface ToolCall {
  id: string;
  name: string;
  input: unknown;
}

/** One round of an answer: what was said, which tools were asked for, and what came of them. */
export interface Exchange {
  text: string;
  calls: ToolCall[];
  results: { id: string; content: string; isError: boolean }[];
}

/** A piece of an answer, as it comes. */
export type Thought =
  | { type: 'text'; text: string }
  | { type: 'tool'; call: ToolCall }
  /** What the round cost, once, near its end. */
  | { type: 'usage'; usage: InterviewerUsage; model: string };

/** What thinks: says what the interviewer says, and asks for tools. */
export interface Thinker {
  readonly mind: Mind;
  /**
   * The next round of an answer. `exchanges` are the rounds of this answer so far, with what their tools gave. Throws
   * `MindError`; ends early when `signal` is aborted.
   */
  think(turn: Turn, exchanges: readonly Exchange[], signal: AbortSignal): AsyncIterable<Thought>;
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

/** Why a mind could not answer. Its message is for operators and holds nothing of the conversation. */
export class MindError extends Error {
  readonly trouble: MindTrouble;
  /** How long the provider wants to be left alone, in milliseconds; null where it does not say. */
  readonly retryAfter: number | null;

  constructor(
    trouble: MindTrouble,
    message: string,
    { retryAfter = null }: { retryAfter?: number | null } = {},
  ) {
    super(message);
    this.name = 'MindError';
    this.trouble = trouble;
    this.retryAfter = retryAfter;
  }
}
