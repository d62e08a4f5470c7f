import { addUsage, type ModelUsage, NO_USAGE } from '#core/model-usage.ts';
import type { Question } from '#core/question.ts';
import { type Model, ModelError, type ModelMessage, type ToolCall } from '#models/model.ts';
import {
  MAX_ANSWER_SILENCE,
  MAX_ANSWER_TIME,
  MAX_DRAFT_TOKENS,
  MAX_REPAIRS,
  PROGRESS_STEP,
} from './draft-limits.ts';
import { buildDraftPrompt, type DraftContext, describeFindings } from './draft-prompt.ts';
import type { DraftRequest } from './draft-request.ts';
import { describeDraftTool, readDraft, WRITE_QUESTION } from './draft-schema.ts';

interface AuthorOptions extends DraftContext {
  model: Model;
  request: DraftRequest;
  /** Hears of everything that was used so far, after each answer. */
  onUsage: (usage: ModelUsage) => Promise<void>;
}

/** How much of an answer has come. */
export interface Written {
  characters: number;
  isRepair: boolean;
}

type Answer = { text: string; call: ToolCall | null };

/** A model that writes one question, and corrects it as often as it is told what is wrong. */
export class Author {
  readonly #options: AuthorOptions;
  readonly #rules: string;
  readonly #messages: ModelMessage[];
  #answer: Answer = { text: '', call: null };
  #used = NO_USAGE;
  #repairsLeft = MAX_REPAIRS;

  constructor(options: AuthorOptions) {
    const { rules, message } = buildDraftPrompt(options.request, options);
    this.#options = options;
    this.#rules = rules;
    this.#messages = [{ role: 'user', text: message }];
  }

  /**
   * The question that the model writes, corrected by itself where it is none; null with what is still wrong when it
   * cannot. Throws `ModelError` when the model does not answer, and the signal's reason when that ends it.
   */
  async *write(
    signal: AbortSignal,
  ): AsyncGenerator<
    Written,
    { question: Question; findings: null } | { question: null; findings: string[] }
  > {
    for (;;) {
      yield* this.#ask(signal);
      const read = readDraft(this.#answer.call?.input, this.#options.request);
      if (read.question || this.#repairsLeft === 0) return read;
      this.#repairsLeft--;
      this.tell(describeFindings(read.findings));
    }
  }

  /** Says what came of the last answer. The next one is to do better. */
  tell(outcome: string): void {
    const { text, call } = this.#answer;
    if (!call) {
      if (text.trim()) this.#messages.push({ role: 'assistant', text });
      this.#messages.push({ role: 'user', text: outcome });
      return;
    }
    // providers take no tool back whose input is no object
    const input = typeof call.input === 'object' ? call.input : {};
    this.#messages.push(
      { role: 'assistant', text, calls: [{ ...call, input }] },
      { role: 'results', results: [{ id: call.id, content: outcome, isError: true }] },
    );
  }

  async *#ask(signal: AbortSignal): AsyncGenerator<Written> {
    const { model, request } = this.#options;
    const isRepair = this.#messages.length > 1;
    const late = new AbortController();
    const whole = setTimeout(() => late.abort(), MAX_ANSWER_TIME);
    const silence = setTimeout(() => late.abort(), MAX_ANSWER_SILENCE);
    const answer: Answer = { text: '', call: null };
    let characters = 0;
    let told = 0;
    yield { characters, isRepair };
    try {
      const pieces = model.ask(
        {
          system: [{ text: this.#rules, isKept: true }],
          messages: this.#messages,
          tools: [describeDraftTool(request)],
          mustUse: WRITE_QUESTION,
          maxTokens: MAX_DRAFT_TOKENS,
        },
        AbortSignal.any([signal, late.signal]),
      );
      for await (const piece of pieces) {
        silence.refresh();
        if (piece.type === 'text') answer.text += piece.text;
        if (piece.type === 'tool') answer.call ??= piece.call;
        if (piece.type === 'tool-part') characters += piece.characters;
        if (piece.type === 'usage') {
          this.#used = addUsage(this.#used, piece.usage);
          await this.#options.onUsage(this.#used);
        }
        if (characters - told < PROGRESS_STEP) continue;
        told = characters;
        yield { characters, isRepair };
      }
    } finally {
      clearTimeout(whole);
      clearTimeout(silence);
    }
    signal.throwIfAborted();
    if (late.signal.aborted) throw new ModelError('slow', 'The model took too long.');
    this.#answer = answer;
  }
}
