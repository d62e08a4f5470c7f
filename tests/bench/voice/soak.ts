import { wait } from '../../../interviewer/clock.ts';
import { Conversation } from '../../../interviewer/tests/conversation.ts';
import { DelayedVoice } from './delayed-voice.ts';

/** Between two turns of the candidate, in virtual milliseconds. */
const TURN_EVERY = 30_000;

/**
 * A conversation by voice of so many minutes in virtual time: the heap every five of them, in bytes. What the room in
 * memory only keeps for tests to look at is thrown away; the chat stays, as it does in a real one.
 */
export async function soakConversation(
  minutes: number,
  heap: () => number,
): Promise<{ heaps: number[]; turns: number }> {
  let open: DelayedVoice | null = null;
  const talk: Conversation = new Conversation({
    thinker: {
      mind: { kind: 'openai', label: 'bench' },
      async *think(_turn, _exchanges, signal) {
        await wait(talk.clock, 600, signal);
        for (const word of 'I see what you mean. What would it cost in memory?'.split(/(?<= )/))
          yield { type: 'text', text: word };
      },
    },
    budget: { turns: 1e6, tokens: 1e9, costMicros: 1e9 },
    makeVoice: (clock) => {
      open = new DelayedVoice(clock, { transcribe: 300, speech: 250 });
      return open.open;
    },
  });
  const voice = open as DelayedVoice | null;
  if (!voice) throw new Error('The conversation has no voice.');
  await talk.enter();
  await talk.clock.pass(TURN_EVERY);
  const heaps: number[] = [];
  let turns = 0;
  for (let passed = 0; passed < minutes * 60_000; passed += TURN_EVERY) {
    const spoken = 1500;
    await voice.speak('what do you think about it?', spoken);
    await talk.clock.pass(TURN_EVERY - spoken);
    turns++;
    const { activities, captions, minds, parts, speeches, steps } = talk.room;
    for (const kept of [activities, captions, minds, parts, speeches, steps, talk.usage, talk.logged])
      kept.length = 0;
    if ((passed + TURN_EVERY) % 300_000 === 0) heaps.push(heap());
  }
  if (talk.room.said.length < turns) throw new Error('Not every turn was answered.');
  return { heaps, turns };
}
