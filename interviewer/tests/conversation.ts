import type { ModelUsage } from '#core/model-usage.ts';
import type { Budget } from '../mind/minds.ts';
import { Minds } from '../mind/minds.ts';
import type { Thinker } from '../mind/thinker.ts';
import { Interview } from '../talk/interview.ts';
import type { OpenVoice } from '../talk/voice-side.ts';
import { FakeClock } from './fake-clock.ts';
import { buildBrief, buildQuestion, type FakeQuestion, FakeRoom } from './fake-room.ts';
import { FakeVoice } from './fake-voice.ts';

export const PLENTY: Budget = { turns: 200, tokens: 1_000_000, costMicros: 10_000_000 };

export interface ConversationOptions {
  questions?: readonly FakeQuestion[];
  limitMs?: number | null;
  thinker?: Thinker | null;
  budget?: Budget;
  /** Candidate and interviewer are in a call. */
  hasCall?: boolean;
  /** Another voice than the one in memory. */
  makeVoice?: (clock: FakeClock) => OpenVoice;
  /** The next question is chosen by how the ones before it went. */
  isAdaptive?: boolean;
}

/** An interviewer in a room in memory, with time that a test moves. */
export class Conversation {
  readonly clock = new FakeClock();
  readonly questions: readonly FakeQuestion[];
  readonly room: FakeRoom;
  readonly logged: string[] = [];
  readonly voice = new FakeVoice(this.clock);
  readonly usage: ModelUsage[] = [];
  done: 'over' | 'away' | null = null;
  interview: Interview;
  readonly #options: ConversationOptions;

  constructor(options: ConversationOptions = {}) {
    this.#options = options;
    this.questions = options.questions ?? [buildQuestion('Sums'), buildQuestion('Merges')];
    this.room = new FakeRoom(this.clock, this.questions, options.limitMs ?? null);
    this.interview = this.#start();
  }

  /** A process dies without a word, and another one takes its place. */
  async replaceProcess(): Promise<void> {
    const { memory } = this.room;
    this.interview.stop();
    this.room.memory = memory;
    this.interview = this.#start();
    await this.enter();
  }

  /** It is let in, and greets. */
  async enter(): Promise<void> {
    this.room.enter();
    await this.clock.pass(100);
  }

  /** The candidate says something and waits for what comes. */
  async say(text: string): Promise<string> {
    this.room.hear(text);
    await this.clock.pass(2500);
    return this.last;
  }

  /** Waits for something that comes over a real socket, while hardly any of the interview's time goes by. */
  async until(isSo: () => boolean, what: string): Promise<void> {
    const deadline = Date.now() + 10_000;
    while (!isSo()) {
      if (Date.now() > deadline) throw new Error(`Waited in vain: ${what}.`);
      await new Promise((resolve) => setTimeout(resolve, 3));
      await this.clock.pass(10);
    }
  }

  /** The candidate says something; what is answered to it, however long a provider takes. */
  async hearAnswer(text: string): Promise<string> {
    const before = this.room.said.length;
    this.room.hear(text);
    await this.until(() => this.room.said.length > before, `an answer to ${text}`);
    return this.last;
  }

  get last(): string {
    return this.room.said.at(-1) ?? '';
  }

  /** Steps of one kind, in order. */
  steps<T extends string>(step: T) {
    return this.room.steps.filter((one) => one.step === step);
  }

  get phases(): string[] {
    return this.room.steps.flatMap((one) => (one.step === 'phase' ? [one.phase] : []));
  }

  get tools(): string[] {
    return this.room.steps.flatMap((one) => (one.step === 'tool' && !one.isRefused ? [one.tool] : []));
  }

  #start(): Interview {
    const { thinker = null, budget = PLENTY, isAdaptive = false, makeVoice } = this.#options;
    const brief = buildBrief(this.questions, { isAdaptive });
    const interview = new Interview({
      brief,
      clock: this.clock,
      log: {
        info: (message, facts) => void this.logged.push(JSON.stringify({ message, ...facts })),
        error: (message, facts) => void this.logged.push(JSON.stringify({ message, ...facts })),
      },
      minds: new Minds({
        thinker,
        budget,
        used: brief.usage,
        clock: this.clock,
        onTrouble: (trouble) => interview.noteTrouble(trouble),
        onMind: (_mind, reason) => interview.noteMind(reason),
        onUsage: (usage) => void this.usage.push(usage),
      }),
      connect: (listener) => this.room.connect(listener),
      openVoice: makeVoice?.(this.clock) ?? (this.#options.hasCall ? this.voice.open : null),
      onDone: (why) => {
        this.done = why;
      },
    });
    return interview;
  }
}
