import type { Mind } from '#core/interviewer.ts';
import type { ModelPiece, ToolCall, ToolResult } from '#models/model.ts';
import type { Turn } from '../talk/turn.ts';

/** One round of an answer: what was said, which tools were asked for, and what came of them. */
export interface Exchange {
  text: string;
  calls: ToolCall[];
  results: ToolResult[];
}

/** What thinks: says what the interviewer says, and asks for tools. */
export interface Thinker {
  readonly mind: Mind;
  /**
   * The next round of an answer. `exchanges` are the rounds of this answer so far, with what their tools gave. Throws
   * `ModelError`; ends early when `signal` is aborted.
   */
  think(turn: Turn, exchanges: readonly Exchange[], signal: AbortSignal): AsyncIterable<ModelPiece>;
}
