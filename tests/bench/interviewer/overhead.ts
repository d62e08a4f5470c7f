import type { Mind } from '#core/interviewer.ts';
import type { ModelPiece } from '#models/model.ts';
import type { Clock } from '../../../interviewer/clock.ts';
import { wait } from '../../../interviewer/clock.ts';
import type { Thinker } from '../../../interviewer/mind/thinker.ts';
import { Conversation } from '../../../interviewer/tests/conversation.ts';

/** A model that thinks for as long as it is told, and then says a word. */
class SlowThinker implements Thinker {
  readonly mind: Mind = { kind: 'openai', label: 'bench' };
  clock: Clock | null = null;
  readonly #delay: number;

  constructor(delay: number) {
    this.#delay = delay;
  }

  async *think(_turn: unknown, _exchanges: unknown, signal: AbortSignal): AsyncIterable<ModelPiece> {
    if (this.clock) await wait(this.clock, this.#delay, signal);
    yield { type: 'text', text: 'Go on.' };
  }
}

/**
 * From the candidate's message to the first word that the room passes on, in virtual time, beyond what the model
 * takes: what the interviewer adds by its own waiting, whatever machine it runs on. Milliseconds.
 */
export async function measureOverhead(delay: number, messages: number): Promise<number[]> {
  const thinker = new SlowThinker(delay);
  const talk = new Conversation({ thinker });
  thinker.clock = talk.clock;
  talk.room.enter();
  await talk.clock.pass(delay + 100);
  const overheads: number[] = [];
  for (let n = 0; n < messages; n++) {
    const heardAt = talk.clock.now();
    const before = talk.room.parts.length;
    talk.room.hear(`what about number ${n}?`);
    while (talk.room.parts.length === before) await talk.clock.pass(1);
    overheads.push(talk.clock.now() - heardAt - delay);
    await talk.clock.pass(5000);
  }
  return overheads;
}
