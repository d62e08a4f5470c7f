import type { Proposal } from '#core/assistant.ts';
import type { AssistantContext } from '#core/assistant-service.ts';
import { addUsage, type ModelUsage, NO_USAGE } from '#core/model-usage.ts';
import type { Model, ModelMessage, ToolCall, ToolResult } from '#models/model.ts';
import { buildPrompt, EDIT_TOOL } from './prompt.ts';
import { Proposing } from './proposing.ts';

/** Longest answer, in tokens, edits included: bounds what one question costs. */
const MAX_TOKENS = 2500;
/** Requests for one question: a model whose edit did not fit may try again. */
const MAX_ROUNDS = 3;

/** A piece of an answer as it comes, of whichever assistant. */
export type AnswerPiece =
  | { type: 'text'; text: string }
  | { type: 'edit'; proposal: Proposal }
  /** What the answer has used by now, all together. */
  | { type: 'usage'; usage: ModelUsage };

/** The answer of a language model. Throws `ModelError`; ends early, without a word, when `signal` is aborted. */
export async function* askModel(
  model: Model,
  question: string,
  context: AssistantContext,
  signal: AbortSignal,
): AsyncGenerator<AnswerPiece> {
  const { system, messages } = buildPrompt(question, context);
  const proposing = new Proposing(context.files);
  const rounds: ModelMessage[] = [];
  let usage = NO_USAGE;
  for (let round = 0; round < MAX_ROUNDS && !signal.aborted; round++) {
    let said = '';
    const calls: ToolCall[] = [];
    const results: ToolResult[] = [];
    const request = {
      system,
      messages: [...messages, ...rounds],
      tools: [EDIT_TOOL],
      maxTokens: MAX_TOKENS,
    };
    for await (const piece of model.ask(request, signal)) {
      switch (piece.type) {
        case 'text':
          // what comes after an edit that did not fit begins a paragraph of its own
          if (round > 0 && said === '') yield { type: 'text', text: '\n\n' };
          said += piece.text;
          yield { type: 'text', text: piece.text };
          break;
        case 'tool': {
          const taken = proposing.take(piece.call);
          calls.push(piece.call);
          const isError = typeof taken === 'string';
          results.push({ id: piece.call.id, content: isError ? taken : 'The candidate sees it.', isError });
          if (!isError) yield { type: 'edit', proposal: taken };
          break;
        }
        case 'usage':
          usage = addUsage(usage, piece.usage);
          yield { type: 'usage', usage };
          break;
      }
    }
    if (!results.some(({ isError }) => isError)) return;
    rounds.push({ role: 'assistant', text: said, calls }, { role: 'results', results });
  }
}
