import type { InterviewerActivity, InterviewerStep } from '#core/interviewer.ts';
import type { ModelPiece, ToolCall } from '#models/model.ts';
import type { Clock } from '../clock.ts';
import { MAX_ANSWER_LENGTH, MAX_NONSENSE, MAX_ROUNDS, PART_WINDOW, SLOW_AFTER } from '../limits.ts';
import type { Minds } from '../mind/minds.ts';
import type { Exchange } from '../mind/thinker.ts';
import type { Deeds } from './deeds.ts';
import { describeCall, type ToolRunner } from './tool-runner.ts';
import { ONCE, type ToolName } from './tools.ts';
import type { Turn } from './turn.ts';

export interface AnswerOptions {
  turn: Turn;
  minds: Minds;
  tools: ToolRunner;
  /** What was done for it so far: also by another try at it that nobody has heard. */
  deeds: Deeds;
  clock: Clock;
  signal: AbortSignal;
  /** The next piece, as it comes from the mind: a voice begins when its sentence is whole. */
  onText: (text: string) => void;
  /** The next piece for the chat, which takes a limited number of them. */
  onPart: (text: string) => void;
  onActivity: (activity: InterviewerActivity) => void;
  /** Something for the tape. */
  onStep: (step: InterviewerStep) => void;
}

/** One answer, from the first thought to its last tool. */
export class Answer {
  readonly #given: AnswerOptions;
  #text = '';
  /** How much of it was passed on. */
  #passed = 0;
  #cancelPart: (() => void) | null = null;
  #nonsense = 0;
  /** Tools that have done their work. */
  readonly #done: Set<ToolName>;
  /** Tools that had done theirs before this try. */
  readonly #before: ReadonlySet<ToolName>;
  /** Whether the interview is to end once this was said. */
  endsInterview = false;

  constructor(options: AnswerOptions) {
    this.#given = options;
    this.#before = new Set(options.deeds.tools);
    this.#done = new Set(this.#before);
  }

  /** All that was said so far. */
  get text(): string {
    return this.#text.trim();
  }

  /** Resolves when all is said, or when it was broken off. Never rejects. */
  async finish(): Promise<void> {
    const { clock, minds, onActivity, signal, turn } = this.#given;
    onActivity('thinking');
    const cancelSlow = clock.setTimer(() => {
      if (this.#text === '') onActivity('slow');
    }, SLOW_AFTER);
    try {
      const exchanges: Exchange[] = [];
      for (let round = 0; round < MAX_ROUNDS && !signal.aborted; round++) {
        const exchange = await this.#think(minds.think(turn, exchanges, signal));
        if (exchange.calls.length === 0 || signal.aborted) break;
        await this.#carryOut(exchange);
        if (this.#nonsense > MAX_NONSENSE) {
          await this.#recover();
          break;
        }
        exchanges.push(exchange);
      }
      if (this.#text.trim() === '' && !signal.aborted) await this.#recover();
    } finally {
      cancelSlow();
      this.#pass();
    }
  }

  /** Says it without the model, which has said nothing that makes sense. */
  async #recover(): Promise<void> {
    const { minds, signal, turn } = this.#given;
    const exchange = await this.#think(minds.thinkWithoutModel(turn, signal));
    // what was done already must not be done again by another mind
    if (this.#done.size === 0) await this.#carryOut(exchange);
  }

  async #think(thoughts: AsyncIterable<ModelPiece>): Promise<Exchange> {
    const exchange: Exchange = { text: '', calls: [], results: [] };
    for await (const thought of thoughts) {
      if (this.#given.signal.aborted) break;
      if (thought.type === 'text') {
        if (exchange.text === '' && this.#text !== '' && !/\s$/.test(this.#text)) this.#add(' ');
        exchange.text += thought.text;
        this.#add(thought.text);
      } else if (thought.type === 'tool') exchange.calls.push(thought.call);
    }
    return exchange;
  }

  #add(text: string): void {
    const { clock, onActivity, onText } = this.#given;
    const room = MAX_ANSWER_LENGTH - this.#text.length;
    if (room <= 0) return;
    const isFirst = this.#text === '';
    const piece = text.slice(0, room);
    this.#text += piece;
    if (piece !== '') onText(piece);
    if (isFirst) {
      onActivity('writing');
      this.#pass();
    }
    this.#cancelPart ??= clock.setTimer(() => this.#pass(), PART_WINDOW);
  }

  #pass(): void {
    this.#cancelPart?.();
    this.#cancelPart = null;
    const piece = this.#text.slice(this.#passed);
    this.#passed = this.#text.length;
    if (piece !== '') this.#given.onPart(piece);
  }

  async #carryOut(exchange: Exchange): Promise<void> {
    for (const call of exchange.calls) exchange.results.push(await this.#use(call));
  }

  async #use(call: ToolCall): Promise<Exchange['results'][number]> {
    const { deeds, onStep, signal, tools, turn } = this.#given;
    if (signal.aborted) return { id: call.id, content: 'Broken off.', isError: true };
    const earlier = this.#before.has(call.name as ToolName) ? deeds.resultOf(call) : null;
    if (earlier !== null) return { id: call.id, content: earlier, isError: false };
    const allowed = turn.tools.filter((name) => !(ONCE.has(name) && this.#done.has(name)));
    const outcome = await tools.run(call, allowed);
    if (!outcome.isError) {
      this.#done.add(call.name as ToolName);
      deeds.add(call, outcome.content);
    }
    if (outcome.isNonsense) this.#nonsense++;
    if (outcome.endsInterview) this.endsInterview = true;
    onStep(describeCall(call, outcome.isError));
    if (outcome.observation) onStep(outcome.observation);
    return { id: call.id, content: outcome.content, isError: outcome.isError };
  }
}
