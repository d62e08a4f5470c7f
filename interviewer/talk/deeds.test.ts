import { expect, test } from 'vitest';
import type { ModelPiece } from '#models/model.ts';
import type { Thinker } from '../mind/thinker.ts';
import { Conversation } from '../tests/conversation.ts';
import type { Turn } from './turn.ts';

/** A mind that notes what it hears, does what it is told to with its first word, and then says where it is. */
class DoingMind implements Thinker {
  readonly mind = { kind: 'claude', label: 'a mind of tests' } as const;
  readonly turns: Turn[] = [];
  /** Tools of the next answers. */
  does: { name: string; input: unknown }[] = [];
  /** While true it does its tools before it has a word to say. */
  isWordless = false;
  #count = 0;

  async *think(turn: Turn, exchanges: readonly unknown[], signal: AbortSignal): AsyncIterable<ModelPiece> {
    if (exchanges.length === 0) this.turns.push(turn);
    if (exchanges.length === 0 && !this.isWordless) yield { type: 'text', text: `In ${turn.phase}. ` };
    if (exchanges.length === 0)
      for (const { name, input } of this.does)
        yield { type: 'tool', call: { id: `call-${this.#count++}`, name, input } };
    else if (this.isWordless)
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
  }
}

/** Greeted by voice, and not asked anything yet. */
async function greeted(mind: DoingMind): Promise<Conversation> {
  const talk = new Conversation({ hasCall: true, thinker: mind });
  await talk.enter();
  await talk.clock.pass(10_000);
  expect(talk.phases.at(-1)).toBe('consent');
  return talk;
}

const ASK = { name: 'next_question', input: {} };
const note = (quote: string) => ({ name: 'note_observation', input: { text: 'Is ready.', quote } });

test('an answer that is spoken over before its first sound is thought anew, and asks no second question', async () => {
  const mind = new DoingMind();
  const talk = await greeted(mind);
  mind.does = [ASK, note('yes i am ready')];
  talk.voice.soundsAfter = 2000;
  await talk.voice.speak('yes i am ready', 1000);
  await talk.clock.pass(1000);
  expect(talk.room.asked).toHaveLength(1);
  const said = talk.room.said.length;
  await talk.voice.speak('wait i have one thing', 1000);
  talk.voice.soundsAfter = 0;
  await talk.clock.pass(20_000);
  expect(talk.room.said).toHaveLength(said + 1);
  expect(mind.turns.at(-1)?.done).toEqual(['next_question']);
  expect(talk.room.asked.map(({ title }) => title)).toEqual(['Sums']);
  expect(talk.tools.filter((tool) => tool === 'next_question')).toHaveLength(1);
});

test('what was noted for an answer that nobody heard is not noted again, and other words are', async () => {
  const mind = new DoingMind();
  const talk = await greeted(mind);
  mind.does = [ASK];
  await talk.voice.speak('yes i am ready', 1000);
  await talk.clock.pass(10_000);
  mind.does = [note('i use a map')];
  talk.voice.soundsAfter = 2000;
  await talk.voice.speak('well, i use a map, what do you think', 1000);
  await talk.clock.pass(1000);
  mind.does = [note('i  use a map'), note('or a list')];
  await talk.voice.speak('or a list, what do you think', 1000);
  talk.voice.soundsAfter = 0;
  await talk.clock.pass(20_000);
  expect(mind.turns.at(-1)?.done).toEqual(['note_observation']);
  expect(talk.steps('observation')).toMatchObject([{ quote: 'i use a map' }, { quote: 'or a list' }]);
  // once it was heard, the same words may be noted for another answer
  mind.does = [note('or a list')];
  await talk.say('or a list, what do you think');
  expect(talk.steps('observation')).toHaveLength(3);
});

test('a hint that was given before a word was said is not followed by a second one for the same wish', async () => {
  const mind = new DoingMind();
  const talk = await greeted(mind);
  mind.does = [ASK];
  await talk.say('yes');
  await talk.clock.pass(10_000);
  mind.does = [{ name: 'give_hint', input: {} }];
  mind.isWordless = true;
  await talk.say('can I have a hint?');
  expect(talk.room.question?.hints).toHaveLength(1);
  const said = talk.room.said.length;
  mind.isWordless = false;
  await talk.say('any hint would do');
  await talk.clock.pass(20_000);
  expect(talk.room.said).toHaveLength(said + 1);
  expect(talk.room.question?.hints).toHaveLength(1);
  await talk.say('can I have another hint?');
  expect(talk.room.question?.hints).toHaveLength(2);
});

test('after a person has held the interview, what it is asked for is done', async () => {
  const mind = new DoingMind();
  const talk = await greeted(mind);
  mind.does = [ASK];
  await talk.say('yes');
  await talk.clock.pass(10_000);
  mind.does = [{ name: 'give_hint', input: {} }];
  mind.isWordless = true;
  await talk.say('can I have a hint?');
  talk.room.take(true);
  await talk.clock.pass(60_000);
  mind.isWordless = false;
  talk.room.take(null);
  await talk.say('can I have a hint?');
  expect(talk.room.question?.hints).toHaveLength(2);
});
