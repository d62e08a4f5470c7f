import { expect, test } from 'vitest';
import { type Heard, SPEECH_HISTORY, utteranceSchema } from '#core/speech.ts';
import { FRAME_KINDS } from '#core/tape/frames.ts';
import { MemoryRoom, WINDOW } from './tests/memory-room.ts';

const id = () => crypto.randomUUID();

async function begin() {
  const room = new MemoryRoom();
  const ada = await room.join({ name: 'Ada', sub: id() });
  const bob = await room.join({ role: 'candidate', name: 'Bob', sub: id() });
  const ai = await room.join({ role: 'ai', name: 'AI interviewer', sub: id() });
  const idOf = (peer: typeof ada) => peer.heard('welcome')[0]?.you.participantId ?? '';
  const heard = (peer: typeof ada, text: string, change: Partial<Heard> = {}): Heard => ({
    id: id(),
    participantId: idOf(peer),
    text,
    startedAt: room.clock.now - 900,
    endedAt: room.clock.now - 100,
    words: [],
    isCut: false,
    ...change,
  });
  const report = async (one: Heard) => {
    const answer = await room.room.control(room.name, { type: 'heard', heard: one });
    await room.clock.pass(WINDOW);
    return answer;
  };
  const frames = async () =>
    (await room.journal()).flatMap(({ kind, author, payload }) =>
      kind === FRAME_KINDS.speech
        ? [{ author, ...utteranceSchema.parse(JSON.parse(new TextDecoder().decode(payload))) }]
        : [],
    );
  return { room, ada, bob, ai, heard, report, frames, idOf };
}

test('[SPE1] what was said reaches everybody with the room’s word on who said it, and the tape once', async () => {
  const { ada, bob, heard, report, frames, idOf } = await begin();
  const said = heard(bob, 'I would use a hash map.');
  expect(await report(said)).toBeNull();
  expect(await report(said)).toBeNull();
  for (const peer of [ada, bob])
    expect(peer.heard('speech').map(({ speech }) => [speech.name, speech.role, speech.text])).toEqual([
      ['Bob', 'candidate', 'I would use a hash map.'],
    ]);
  expect((await frames()).map(({ author, text }) => [author, text])).toEqual([[idOf(bob), said.text]]);
});

test('[SPE2] the AI interviewer tells what the candidate and it itself said, of nobody else; others tell nothing', async () => {
  const { room, ada, bob, ai, heard, frames } = await begin();
  ai.say({ type: 'heard', heard: heard(bob, 'Yes.') });
  ai.say({ type: 'heard', heard: heard(ai, 'Good.', { isCut: true }) });
  ai.say({ type: 'heard', heard: heard(ada, 'forged') });
  for (const peer of [ada, bob]) {
    peer.say({ type: 'heard', heard: heard(bob, 'forged') });
    peer.say({ type: 'caption', text: 'forged' });
  }
  ai.say({ type: 'caption', text: 'Good, and now' });
  await room.clock.pass(WINDOW);
  expect((await frames()).map(({ text, isCut }) => [text, isCut])).toEqual([
    ['Yes.', false],
    ['Good.', true],
  ]);
  expect(bob.heard('caption').map(({ text }) => text)).toEqual(['Good, and now']);
  expect(ai.heard('refused').map(({ code }) => code)).toEqual(['forbidden']);
  expect(bob.heard('refused').map(({ code }) => code)).toEqual(['forbidden', 'forbidden']);
});

test('[SPE3] nobody speaks who was never in the room, or who only watches; nothing was said in the future', async () => {
  const { room, bob, heard, report, frames } = await begin();
  const watcher = await room.join({ role: 'observer', name: 'Vera', sub: id() });
  expect(await report(heard(bob, 'x', { participantId: id() }))).toBe('not_found');
  expect(await report(heard(watcher, 'x'))).toBe('not_found');
  const now = room.clock.now;
  expect(await report(heard(bob, 'later', { startedAt: now + 9e6, endedAt: now + 9e6 + 1 }))).toBeNull();
  const [one] = await frames();
  expect(one?.endedAt).toBeLessThanOrEqual(room.clock.now);
  expect(one?.startedAt).toBeLessThanOrEqual(one?.endedAt ?? 0);
});

test('[SPE4] who comes later, or after a restart, gets the last of it in order; the room keeps no more', async () => {
  const { room, bob, heard, report } = await begin();
  for (let n = 0; n < SPEECH_HISTORY + 5; n++) await report(heard(bob, `word ${n}`));
  room.kill();
  const late = await room.join({ name: 'Cy' });
  const told = late.heard('speeches')[0]?.speeches.map(({ text }) => text) ?? [];
  expect(told).toHaveLength(SPEECH_HISTORY);
  expect(told[0]).toBe('word 5');
  expect(told.at(-1)).toBe(`word ${SPEECH_HISTORY + 4}`);
});
