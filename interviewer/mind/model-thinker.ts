import type { Mind } from '#core/interviewer.ts';
import type { Model, ModelMessage, ModelPiece } from '#models/model.ts';
import { MAX_ANSWER_TOKENS } from '../limits.ts';
import type { Turn } from '../talk/turn.ts';
import { buildPrompt, describeTools } from './prompt.ts';
import type { Exchange, Thinker } from './thinker.ts';

/** A language model that interviews: it is told the rules, the question and where things stand, and offered the tools. */
export class ModelThinker implements Thinker {
  readonly mind: Mind;
  readonly #model: Model;

  constructor(model: Model) {
    this.#model = model;
    this.mind = { kind: model.kind, label: model.name };
  }

  think(turn: Turn, exchanges: readonly Exchange[], signal: AbortSignal): AsyncIterable<ModelPiece> {
    const { rules, question, messages } = buildPrompt(turn);
    return this.#model.ask(
      {
        system: [rules, question].filter(Boolean).map((text) => ({ text, isKept: true })),
        messages: [...messages, ...exchanges.flatMap(writeExchange)],
        tools: describeTools(turn.tools),
        maxTokens: MAX_ANSWER_TOKENS,
      },
      signal,
    );
  }
}

/** A round as the model is told it again: what it said and asked for, then what came of it. */
function writeExchange({ text, calls, results }: Exchange): ModelMessage[] {
  return [
    { role: 'assistant', text, calls },
    { role: 'results', results },
  ];
}
