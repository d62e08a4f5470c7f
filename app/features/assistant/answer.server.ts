import { recordUsage } from '#app/features/ai-interviewer/usage.server.ts';
import { logError } from '#app/server/log.server.ts';
import { type AssistantOutcome, MAX_ASSISTANT_ANSWER, type Proposal } from '#core/assistant.ts';
import type { AssistantContext, AssistantEvent } from '#core/assistant-service.ts';
import { NO_USAGE } from '#core/model-usage.ts';
import { type Model, ModelError } from '#models/model.ts';
import { type AnswerPiece, askModel } from './model-assistant.ts';
import { ExchangeTeller } from './room-exchange.server.ts';
import { answerScripted } from './scripted-assistant.ts';
import { troubleOf } from './trouble-words.ts';

export interface Asked {
  interviewId: string;
  /** Of the exchange. */
  id: string;
  question: string;
  context: AssistantContext;
  /** Null where this deployment has none: the scripted assistant answers. */
  model: Model | null;
}

/**
 * Answers what the room has written down: streams to the candidate's page, and tells the room, which tells the others
 * and the tape. What there is of an answer that broke off, or that the candidate stopped, is kept like a whole one.
 */
export async function* answer(asked: Asked, signal: AbortSignal): AsyncGenerator<AssistantEvent> {
  const { interviewId, id, question, context, model } = asked;
  const teller = new ExchangeTeller(interviewId, id);
  const stopped = AbortSignal.any([signal, teller.refused.signal]);
  const proposals: Proposal[] = [];
  let text = '';
  let usage = NO_USAGE;
  let outcome: Exclude<AssistantOutcome, 'lost'> = 'stopped';
  let trouble: AssistantEvent | null = null;
  const pieces: AsyncIterable<AnswerPiece> = model
    ? askModel(model, question, context, stopped)
    : answerScripted(question, context);
  try {
    for await (const piece of pieces) {
      if (stopped.aborted) break;
      switch (piece.type) {
        case 'text': {
          const fitting = clean(piece.text).slice(0, MAX_ASSISTANT_ANSWER - text.length);
          if (fitting === '') break;
          text += fitting;
          teller.part(fitting);
          yield { type: 'content', text: fitting };
          break;
        }
        case 'edit':
          proposals.push(piece.proposal);
          yield piece;
          break;
        case 'usage':
          usage = piece.usage;
          break;
      }
    }
    outcome = stopped.aborted ? 'stopped' : 'whole';
  } catch (error) {
    outcome = 'failed';
    if (!(error instanceof ModelError)) throw error;
    logError('model', 'The model did not answer.', { trouble: error.trouble });
    trouble = { type: 'error', ...troubleOf(error.trouble) };
  } finally {
    const used = { ...usage, model: model?.name ?? null };
    await teller.end({ answer: text, proposals, usage: used, outcome });
    if (model && usage.turns > 0)
      await recordUsage(interviewId, { ...usage, id, model: model.name, purpose: 'assistant' });
  }
  yield { type: 'usage', usage: { ...usage, model: model?.name ?? null } };
  yield trouble ?? { type: 'done' };
}

/** Without control characters: nobody reads them, and as JSON they would take six times their room. */
function clean(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what goes
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '');
}
