import type { Mind } from '#core/interviewer.ts';
import type { ModelPiece } from '#models/model.ts';
import { type Clock, wait } from '../../../interviewer/clock.ts';
import type { Exchange, Thinker } from '../../../interviewer/mind/thinker.ts';
import type { Turn } from '../../../interviewer/talk/turn.ts';
import { Conversation } from '../../../interviewer/tests/conversation.ts';
import type { FakeClock } from '../../../interviewer/tests/fake-clock.ts';
import { DelayedVoice, type SpeechDelays } from './delayed-voice.ts';

export const TURNS = [
  'plain answer',
  'answer with a tool',
  'after speaking over it',
  'typed over code',
] as const;
export type TurnKind = (typeof TURNS)[number];

export interface Delays extends SpeechDelays {
  /** To the model's first word, in each of its rounds. */
  model: number;
}

/** Between two words of the model, in milliseconds. */
const WORD_EVERY = 20;
const FIRST_SENTENCE = 'That is a good question to ask here.';
const REST = 'Please say what you would try first, and what it would cost in memory. Then we look at it.';
/** What the candidate asks: aloud and over code, so that it is answered at once. */
const ASKED = 'what do you think about it?';

/** A model with a time of its own, that notes how much of it lay before the end of its first sentence. */
class TimedThinker implements Thinker {
  readonly mind: Mind = { kind: 'openai', label: 'bench' };
  /** The clock of the conversation, which is made after its thinker. */
  clock: Clock | null = null;
  usesTool = false;
  /** Of the newest answer, in milliseconds: rounds before the first sentence, and that sentence. */
  took = 0;
  readonly #delay: number;

  constructor(delay: number) {
    this.#delay = delay;
  }

  async *think(_turn: Turn, exchanges: readonly Exchange[], signal: AbortSignal): AsyncIterable<ModelPiece> {
    if (exchanges.length === 0) this.took = 0;
    await this.#pause(this.#delay, signal);
    if (this.usesTool && exchanges.length === 0) {
      yield { type: 'tool', call: { id: 'call-1', name: 'read_runs', input: {} } };
      return;
    }
    for (const [n, word] of FIRST_SENTENCE.split(/(?<= )/).entries()) {
      if (n > 0) await this.#pause(WORD_EVERY, signal);
      yield { type: 'text', text: word };
    }
    // whoever speaks it knows that a sentence has ended when the next one begins
    await this.#pause(WORD_EVERY, signal);
    for (const word of ` ${REST}`.split(/(?<=\S )/)) {
      yield { type: 'text', text: word };
      if (this.clock) await wait(this.clock, WORD_EVERY, signal);
    }
  }

  async #pause(ms: number, signal: AbortSignal): Promise<void> {
    if (this.clock) await wait(this.clock, ms, signal);
    this.took += ms;
  }
}

/**
 * From the end of the candidate's speech (or from their message) to the first sound of the answer, in virtual time,
 * beyond endpointing, transcription, the model's first sentence and its speech: what the interviewer adds by waiting
 * of its own, whatever machine it runs on. Milliseconds.
 */
export async function measureOverhead(kind: TurnKind, delays: Delays, turns: number): Promise<number[]> {
  const thinker = new TimedThinker(delays.model);
  let voice: DelayedVoice | null = null;
  const talk = new Conversation({
    thinker,
    budget: { turns: 1e6, tokens: 1e9, costMicros: 1e9 },
    makeVoice: (clock: FakeClock) => {
      voice = new DelayedVoice(clock, delays);
      return voice.open;
    },
  });
  const call = voice as DelayedVoice | null;
  if (!call) throw new Error('The conversation has no voice.');
  thinker.clock = talk.clock;
  await talk.enter();
  await talk.clock.pass(60_000);
  await talk.room.ask(talk.questions[0]?.brief.questionId ?? '');
  await talk.clock.pass(60_000);
  thinker.usesTool = kind === 'answer with a tool';
  const overheads: number[] = [];
  for (let n = 0; n < turns; n++) {
    // no two turns begin at the same place of any timer
    await talk.clock.pass(7 * n);
    const { endedAt, hearing } = await ask(kind, talk, call, n);
    const before = talk.clock.now();
    while (call.soundAt === null) {
      if (talk.clock.now() - before > 60_000) throw new Error(`No answer came: ${kind}, turn ${n + 1}.`);
      await talk.clock.pass(1);
    }
    overheads.push(call.soundAt - endedAt - hearing - thinker.took - delays.speech);
    await talk.clock.pass(60_000);
  }
  return overheads;
}

async function ask(
  kind: TurnKind,
  talk: Conversation,
  call: DelayedVoice,
  n: number,
): Promise<{ endedAt: number; hearing: number }> {
  if (kind === 'typed over code') {
    talk.room.type(`seen = {}\n# ${n}`);
    call.soundAt = null;
    const endedAt = talk.clock.now();
    talk.room.hear(ASKED);
    return { endedAt, hearing: 0 };
  }
  if (kind === 'after speaking over it') {
    await call.speak(ASKED, 1000);
    while (!call.isSounding) await talk.clock.pass(1);
    await talk.clock.pass(1500);
  }
  const endedAt = await call.speak(ASKED, 1200);
  return { endedAt, hearing: call.hearingTime };
}
