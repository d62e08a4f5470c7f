import type { Mind, MindTrouble } from '#core/interviewer.ts';
import { addUsage, type ModelUsage, NO_USAGE } from '#core/model-usage.ts';
import { ModelError, type ModelPiece } from '#models/model.ts';
import { type Clock, wait } from '../clock.ts';
import {
  ANSWER_TIMEOUT,
  FAILURES_BEFORE_REST,
  FIRST_WORD_TIMEOUT,
  LEAST_QUESTION_MINUTES,
  MAX_RETRY_AFTER,
  MIND_REST,
} from '../limits.ts';
import { hasTimeFor } from '../talk/tools.ts';
import type { Turn } from '../talk/turn.ts';
import { ScriptedThinker } from './scripted.ts';
import type { Exchange, Thinker } from './thinker.ts';

/** What an interview may cost. Above it the interviewer goes on without a model. */
export interface Budget {
  turns: number;
  /** Of input and output together. */
  tokens: number;
  /** Millionths of a US dollar. */
  costMicros: number;
}

export interface MindsOptions {
  /** The model's, or null where there is none. */
  thinker: Thinker | null;
  budget: Budget;
  /** What was used before, by this process or another. */
  used: ModelUsage;
  clock: Clock;
  onTrouble: (trouble: MindTrouble) => void;
  /** Another mind answers from now on. `reason`: null where the model is back. */
  onMind: (mind: Mind, reason: MindTrouble | null) => void;
  onUsage: (usage: ModelUsage, model: string) => void;
}

/**
 * The mind of one interview: the model as long as it answers, and the scripted interviewer where it does not. A
 * candidate is never left without an answer because a provider has trouble.
 */
export class Minds {
  readonly #given: MindsOptions;
  readonly #scripted: ScriptedThinker;
  #thinker: Thinker | null;
  #used: ModelUsage;
  #failures = 0;
  /** Until when the model is left alone; null while it is not. */
  #restsUntil: number | null = null;

  constructor(options: MindsOptions) {
    this.#given = options;
    this.#scripted = new ScriptedThinker(options.clock);
    this.#thinker = options.thinker;
    this.#used = options.used;
  }

  /** What answers at present. */
  get mind(): Mind {
    return (this.#restsUntil === null && this.#thinker ? this.#thinker : this.#scripted).mind;
  }

  /** What may be spent on the interview is used up. */
  get isSpent(): boolean {
    return this.#used.costMicros >= this.#given.budget.costMicros;
  }

  /** Something beside answers was paid for, such as speech, in millionths of a US dollar: it counts towards the budget. */
  spend(costMicros: number, model: string): void {
    this.#count({ type: 'usage', usage: { ...NO_USAGE, costMicros }, model });
    if (this.isSpent) this.#leave('over-budget');
  }

  /** The next round of an answer. Never throws: what a model cannot say is said without it. */
  async *think(turn: Turn, exchanges: readonly Exchange[], signal: AbortSignal): AsyncIterable<ModelPiece> {
    const thinker = this.#choose();
    if (!thinker) {
      yield* this.#scripted.think(turn, exchanges, signal);
      return;
    }
    let shown = turn;
    for (let attempt = 1; ; attempt++) {
      let hasSpoken = false;
      try {
        for await (const thought of this.#watch(thinker, shown, exchanges, signal)) {
          hasSpoken ||= thought.type === 'text' || thought.type === 'tool';
          if (thought.type === 'usage') this.#count(thought);
          yield thought;
        }
        this.#failures = 0;
        return;
      } catch (error) {
        const failure = error instanceof ModelError ? error : new ModelError('unreachable', 'It failed.');
        this.#given.onTrouble(failure.trouble);
        // what was said stands: beginning anew would say it twice
        if (hasSpoken || signal.aborted) return;
        const remedy = attempt === 1 ? remedyFor(failure) : null;
        if (remedy === 'shorten') shown = shorten(turn);
        else if (remedy) await wait(this.#given.clock, remedy.waitFor, signal);
        else {
          yield* this.#standIn(failure.trouble, turn, exchanges, signal);
          return;
        }
      }
    }
  }

  /** The model asked for things that do not exist: without it, for this answer. */
  thinkWithoutModel(turn: Turn, signal: AbortSignal): AsyncIterable<ModelPiece> {
    this.#given.onTrouble('nonsense');
    return this.#standIn('nonsense', turn, [], signal);
  }

  /** What the model could not say is said without it; where it fails again and again, with an offer to go on. */
  async *#standIn(
    trouble: MindTrouble,
    turn: Turn,
    exchanges: readonly Exchange[],
    signal: AbortSignal,
  ): AsyncIterable<ModelPiece> {
    this.#noteFailure(trouble);
    let canOffer = this.#restsUntil !== null && canGoOn(turn);
    let hasSpoken = false;
    for await (const piece of this.#scripted.think(turn, exchanges, signal)) {
      if (piece.type === 'text') hasSpoken = true;
      if (piece.type === 'tool' && piece.call.name === 'next_question') canOffer = false;
      yield piece;
    }
    if (hasSpoken && canOffer) yield { type: 'text', text: OFFER };
  }

  /** The model, unless its budget is used up or it has earned a rest. */
  #choose(): Thinker | null {
    if (!this.#thinker) return null;
    const { budget } = this.#given;
    const { turns, inputTokens, cachedInputTokens, outputTokens } = this.#used;
    const tokens = inputTokens + cachedInputTokens + outputTokens;
    if (turns >= budget.turns || tokens >= budget.tokens || this.isSpent) {
      this.#leave('over-budget');
      return null;
    }
    if (this.#restsUntil === null) return this.#thinker;
    if (this.#given.clock.now() < this.#restsUntil) return null;
    this.#restsUntil = null;
    this.#given.onMind(this.#thinker.mind, null);
    return this.#thinker;
  }

  #count({ usage, model }: Extract<ModelPiece, { type: 'usage' }>): void {
    this.#used = addUsage(this.#used, usage);
    this.#given.onUsage(usage, model);
  }

  #noteFailure(trouble: MindTrouble): void {
    if (trouble === 'unauthorised') {
      this.#leave(trouble);
      return;
    }
    this.#failures++;
    if (this.#failures >= FAILURES_BEFORE_REST) {
      this.#failures = 0;
      this.#restsUntil = this.#given.clock.now() + MIND_REST;
      this.#given.onMind(this.#scripted.mind, 'keeps-failing');
    }
  }

  /** Goes on without the model for good. */
  #leave(reason: MindTrouble): void {
    if (!this.#thinker) return;
    this.#thinker = null;
    this.#restsUntil = null;
    this.#given.onMind(this.#scripted.mind, reason);
  }

  /** The model's thoughts, given up where the first one or the whole takes too long. */
  async *#watch(
    thinker: Thinker,
    turn: Turn,
    exchanges: readonly Exchange[],
    signal: AbortSignal,
  ): AsyncIterable<ModelPiece> {
    const { clock } = this.#given;
    const late = new AbortController();
    const both = AbortSignal.any([signal, late.signal]);
    const cancelWhole = clock.setTimer(() => late.abort(), ANSWER_TIMEOUT);
    let cancelFirst: (() => void) | null = clock.setTimer(() => late.abort(), FIRST_WORD_TIMEOUT);
    try {
      for await (const thought of thinker.think(turn, exchanges, both)) {
        cancelFirst?.();
        cancelFirst = null;
        yield thought;
      }
    } finally {
      cancelFirst?.();
      cancelWhole();
    }
    if (late.signal.aborted && !signal.aborted) throw new ModelError('slow', 'The model took too long.');
  }
}

/** Follows an answer of the scripted interviewer. */
const OFFER = ' We can also go on to the next question, if you like.';

function canGoOn({ leftMs, phase, questionsLeft }: Turn): boolean {
  const isAtWork = phase === 'question' || phase === 'probe';
  return isAtWork && questionsLeft > 0 && hasTimeFor(LEAST_QUESTION_MINUTES, leftMs);
}

/** What may help before a model is given up for an answer; null when nothing does. */
function remedyFor({ trouble, retryAfter }: ModelError): 'shorten' | { waitFor: number } | null {
  if (trouble === 'too-long') return 'shorten';
  if (trouble === 'rate-limited' && retryAfter !== null && retryAfter <= MAX_RETRY_AFTER)
    return { waitFor: retryAfter };
  if (trouble === 'unreachable') return { waitFor: 300 };
  return null;
}

/** The same turn with the newer half of the conversation and no code: a mind can ask for that. */
function shorten(turn: Turn): Turn {
  const { conversation } = turn;
  return { ...turn, conversation: conversation.slice(Math.floor(conversation.length / 2)), file: null };
}
