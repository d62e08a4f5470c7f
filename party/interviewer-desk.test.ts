import { expect, test } from 'vitest';
import { interviewerFrameSchema } from '#core/interviewer.ts';
import type { ClientMessageInput } from '#core/room-protocol.ts';
import { FRAME_KINDS } from '#core/tape/frames.ts';
import type { MemoryPeer } from './tests/memory-room.ts';
import { MemoryRoom, WINDOW } from './tests/memory-room.ts';

const id = () => crypto.randomUUID();
const MIND = { kind: 'scripted', label: 'Scripted interviewer' } as const;
const AI = { role: 'ai', name: 'AI interviewer', sub: id() } as const;

async function begin() {
  const room = new MemoryRoom();
  const bob = await room.join({ role: 'candidate', name: 'Bob' });
  const ai = await room.join(AI);
  const ada = await room.join({ name: 'Ada' });
  const say = async (peer: MemoryPeer, message: ClientMessageInput) => {
    peer.say(message);
    await room.clock.pass(WINDOW);
  };
  const report = { type: 'interviewer-report', mind: MIND, phase: 'greet', activity: 'writing' } as const;
  await say(ai, report);
  const frames = async () =>
    (await room.journal()).flatMap(({ kind, payload }) =>
      kind === FRAME_KINDS.interviewer
        ? [interviewerFrameSchema.parse(JSON.parse(new TextDecoder().decode(payload)))]
        : [],
    );
  return { room, ada, bob, ai, say, frames };
}

test('[INT1] everybody knows where the AI interviewer is, those who come later too; only it may say so', async () => {
  const { room, ada, bob, say } = await begin();
  const state = {
    participantId: AI.sub,
    mind: MIND,
    phase: 'greet',
    activity: 'writing',
    senses: null,
    hold: null,
  };
  expect(bob.heard('interviewer').at(-1)?.interviewer).toEqual(state);
  const late = await room.join({ role: 'observer' });
  expect(late.heard('welcome')[0]?.interviewer).toEqual(state);
  for (const peer of [ada, bob]) {
    await say(peer, { type: 'interviewer-report', mind: MIND, phase: 'wrap', activity: 'quiet' });
    await say(peer, { type: 'interviewer-steps', steps: [], memory: 'forged' });
    await say(peer, { type: 'chat-part', id: id(), text: 'forged' });
    expect(peer.heard('refused').map(({ code }) => code)).toEqual(['forbidden', 'forbidden', 'forbidden']);
  }
  expect(late.heard('interviewer')).toEqual([]);
  expect(late.heard('chat-part')).toEqual([]);
});

test('[INT2] what it is writing reaches everybody piece by piece, and the tape once, whole', async () => {
  const { room, ai, bob, say } = await begin();
  const said = id();
  await say(ai, { type: 'chat-part', id: said, text: 'Hello ' });
  await say(ai, { type: 'chat-part', id: said, text: 'Bob.' });
  await say(ai, { type: 'chat', id: said, text: 'Hello Bob.' });
  expect(bob.heard('chat-part').map(({ text }) => text)).toEqual(['Hello ', 'Bob.']);
  expect(bob.heard('chat').map(({ message }) => message.text)).toEqual(['Hello Bob.']);
  const chats = (await room.journal()).filter(({ kind }) => kind === FRAME_KINDS.chat);
  expect(chats).toHaveLength(1);
});

test('[INT3] its steps are on the tape with what it must not forget; a kill loses neither, and nobody else hears of them', async () => {
  const { room, ada, bob, ai, say, frames } = await begin();
  const observation = {
    step: 'observation',
    id: id(),
    questionId: null,
    criterion: null,
    text: 'Names the cost unasked.',
    quote: 'that is linear',
  } as const;
  await say(ai, {
    type: 'interviewer-steps',
    steps: [{ step: 'phase', phase: 'question', questionId: null }, observation],
    memory: '{"phase":"question"}',
  });
  room.kill();
  const next = await room.join(AI);
  expect(next.heard('interviewer-memory').map(({ memory }) => memory)).toEqual(['{"phase":"question"}']);
  expect((await frames()).map(({ step }) => step)).toEqual(['phase', 'observation']);
  for (const peer of [ada, bob]) {
    expect(peer.heard('interviewer-memory')).toEqual([]);
    expect(JSON.stringify(peer.socket.frames.map((frame) => new TextDecoder().decode(frame)))).not.toContain(
      'Names the cost',
    );
  }
});

test('[INT4] while somebody has the floor it can say, ask and run nothing; handed back, it goes on', async () => {
  const { ada, bob, ai, say, frames } = await begin();
  await say(ada, { type: 'hold-interviewer', requestId: id(), takesOver: true });
  expect(bob.heard('interviewer').at(-1)?.interviewer).toMatchObject({
    activity: 'quiet',
    hold: { byName: 'Ada', takesOver: true },
  });
  const tries: ClientMessageInput[] = [
    { type: 'chat', id: id(), text: 'Still here.' },
    { type: 'chat-part', id: id(), text: 'Still' },
    { type: 'ask-question', requestId: id(), questionId: id() },
    { type: 'next-hint', requestId: id() },
    { type: 'end-interview', requestId: id() },
  ];
  for (const message of tries) await say(ai, message);
  expect(ai.heard('refused').map(({ code }) => code)).toEqual(tries.map(() => 'conflict'));
  expect(bob.heard('chat')).toEqual([]);
  await say(ada, { type: 'hand-back', requestId: id() });
  await say(ai, { type: 'chat', id: id(), text: 'Back again.' });
  expect(bob.heard('chat')).toHaveLength(1);
  expect((await frames()).map(({ step }) => step)).toEqual(['held', 'handed-back']);
});

test('[INT4] the floor is an interviewer’s to take, and only where there is an AI interviewer', async () => {
  const { bob, ai, say } = await begin();
  for (const peer of [bob, ai]) {
    await say(peer, { type: 'hold-interviewer', requestId: id(), takesOver: false });
    expect(peer.heard('refused').at(-1)?.code).toBe('forbidden');
  }
  const empty = new MemoryRoom();
  const ada = await empty.join();
  ada.say({ type: 'hold-interviewer', requestId: id(), takesOver: false });
  await empty.clock.pass(WINDOW);
  expect(ada.heard('refused').at(-1)?.code).toBe('not_found');
});

test('[INT5] an interviewer that goes in mid-sentence is away, and what it held survives a kill', async () => {
  const { room, ada, bob, ai, say } = await begin();
  await say(ada, { type: 'hold-interviewer', requestId: id(), takesOver: false });
  await say(ada, { type: 'hand-back', requestId: id() });
  await say(ai, { type: 'interviewer-report', mind: MIND, phase: 'probe', activity: 'thinking' });
  await room.room.disconnect(ai.id);
  const told = () => bob.heard('interviewer').at(-1)?.interviewer;
  expect(told()).toMatchObject({ activity: 'away', senses: null });
  await say(ada, { type: 'hold-interviewer', requestId: id(), takesOver: false });
  expect(told()?.activity).toBe('away');
  room.kill();
  const late = await room.join({ role: 'candidate', name: 'Bob' });
  expect(late.heard('welcome')[0]?.interviewer?.hold?.byName).toBe('Ada');
});

test('[INT6] a candidate hands in where nobody interviews them, the AI interviewer ends, an observer does neither', async () => {
  const end = { type: 'end-interview', requestId: id() } as const;
  const led = await begin();
  await led.say(led.bob, end);
  expect(led.bob.heard('refused').at(-1)?.code).toBe('forbidden');
  await led.say(led.ai, end);
  expect(led.bob.socket.closeCode).toBe(4410);
  const alone = new MemoryRoom();
  const bob = await alone.join({ role: 'candidate' });
  const eve = await alone.join({ role: 'observer' });
  eve.say(end);
  await alone.clock.pass(WINDOW);
  expect(eve.heard('refused').at(-1)?.code).toBe('forbidden');
  bob.say(end);
  await alone.clock.pass(WINDOW);
  expect(bob.socket.closeCode).toBe(4410);
});

test('[INT7] a second AI interviewer takes the place of the first, whose last words change nothing', async () => {
  const { room, ai, bob, say } = await begin();
  await room.join(AI);
  expect(ai.socket.closeCode).toBe(4425);
  await say(ai, { type: 'chat', id: id(), text: 'Am I still here?' });
  expect(bob.heard('chat')).toEqual([]);
});
