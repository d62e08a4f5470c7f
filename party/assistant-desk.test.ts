import { expect, test } from 'vitest';
import { type Exchange, MAX_ASSISTANT_ANSWER } from '#core/assistant.ts';
import {
  type AssistantContext,
  type AssistantRequest,
  assistantFrameSchema,
} from '#core/assistant-service.ts';
import { listFiles } from '#core/doc-shape.ts';
import { NO_USAGE } from '#core/model-usage.ts';
import { lentQuestionSchema } from '#core/room-question.ts';
import { FRAME_KINDS } from '#core/tape/frames.ts';
import { foldDocument } from '#core/tape/journal.ts';
import { ASSISTANT_SILENCE } from './room-limits.ts';
import type { MemoryPeer } from './tests/memory-room.ts';
import { MemoryRoom, WINDOW } from './tests/memory-room.ts';

const id = () => crypto.randomUUID();
const BOB = id();
const USAGE = { ...NO_USAGE, turns: 1, inputTokens: 10, outputTokens: 5, costMicros: 7, model: 'a-model' };

async function begin(overrides: ConstructorParameters<typeof MemoryRoom>[0] = {}) {
  const room = new MemoryRoom(overrides);
  const bob = await room.join({ role: 'candidate', name: 'Bob', sub: BOB });
  const ada = await room.join({ name: 'Ada' });
  const ask = (part: Partial<Extract<AssistantRequest, { type: 'ask' }>> = {}) =>
    send({ type: 'ask', id: id(), text: 'Why?', fileIds: [], participantId: BOB, maxQuestions: 10, ...part });
  const send = async (request: AssistantRequest) => {
    const answer = await room.room.assist(room.name, request);
    await room.clock.pass(WINDOW);
    return answer;
  };
  const answer = (exchangeId: string, text: string, proposals: Exchange['proposals'] = []) =>
    send({ type: 'answer', id: exchangeId, answer: text, proposals, usage: USAGE, outcome: 'whole' });
  const frames = async () =>
    (await room.journal()).flatMap(({ author, kind, payload }) =>
      kind === FRAME_KINDS.assistant
        ? [{ author, ...assistantFrameSchema.parse(JSON.parse(new TextDecoder().decode(payload))) }]
        : [],
    );
  /** As those who come now are told; who was silent for long is gone by then. */
  const newest = async () => (await room.join({ role: 'observer' })).heard('exchanges')[0]?.exchanges.at(-1);
  const fileId = async () => listFiles(foldDocument(await room.journal()))[0]?.id ?? '';
  return { room, ada, bob, ask, send, answer, frames, fileId, newest };
}

const proposed = (fileId: string): Exchange['proposals'][number] => ({
  ...{ id: id(), fileId, path: 'main.py', find: 'a', replace: 'b', why: 'Because.', decision: null },
});
const last = (peer: MemoryPeer) => peer.heard('exchange').at(-1)?.exchange;

test('[AST1] what the candidate asks, and the answer as it comes, reaches everybody and the tape', async () => {
  const { room, ada, bob, ask, send, answer, frames, fileId } = await begin();
  const eve = await room.join({ role: 'observer' });
  const exchangeId = id();
  const main = await fileId();
  const context = (await ask({ id: exchangeId, fileIds: [main, 'gone'] })) as AssistantContext;
  expect(context.files.map(({ path }) => path)).toEqual(['main.py']);
  await send({ type: 'part', id: exchangeId, text: 'Because ' });
  const late = await room.join({ role: 'observer' });
  expect(late.heard('exchanges')[0]?.exchanges).toMatchObject([{ answer: 'Because ', outcome: null }]);
  await answer(exchangeId, 'Because of that.');
  for (const peer of [ada, bob, eve]) {
    expect(peer.heard('exchange-part').map(({ text }) => text)).toEqual(['Because ']);
    expect(last(peer)).toMatchObject({ answer: 'Because of that.', model: 'a-model', outcome: 'whole' });
  }
  expect(await frames()).toMatchObject([
    { event: 'asked', author: BOB, byName: 'Bob', text: 'Why?', paths: ['main.py'] },
    { event: 'answered', author: 'system', text: 'Because of that.', usage: USAGE, outcome: 'whole' },
  ]);
});

test('[AST2] only a candidate who is in the room asks, and only while the interview is in progress', async () => {
  const { room, ada, bob, ask } = await begin();
  const observer = id();
  await room.join({ role: 'observer', sub: observer });
  const interviewer = id();
  await room.join({ role: 'interviewer', sub: interviewer });
  for (const participantId of [observer, interviewer, id()])
    expect(await ask({ participantId })).toMatchObject({ code: 'forbidden' });
  ada.say({ type: 'pause', requestId: id() });
  await room.clock.pass(WINDOW);
  expect(await ask()).toMatchObject({ code: 'conflict' });
  expect(bob.heard('exchange')).toEqual([]);
});

test('[AST3] one question at a time, each once, and as many as the interview allows; failed ones do not count', async () => {
  const { ask, answer, send } = await begin();
  const first = id();
  await ask({ id: first });
  expect(await ask()).toMatchObject({ code: 'conflict' });
  await answer(first, 'So.');
  expect(await ask({ id: first })).toMatchObject({ code: 'conflict' });
  expect(await ask({ maxQuestions: 1 })).toMatchObject({ code: 'assistant_used_up' });
  const second = id();
  await ask({ id: second, maxQuestions: 2 });
  await send({ type: 'answer', id: second, answer: '', proposals: [], usage: USAGE, outcome: 'failed' });
  expect(await ask({ maxQuestions: 2 })).toMatchObject({ before: [{ question: 'Why?', answer: 'So.' }] });
});

test('[AST4] an answer of which nothing is heard is lost, with what there was of it, and the next may be asked for', async () => {
  const { room, ask, send, answer, frames, newest } = await begin();
  const exchangeId = id();
  await ask({ id: exchangeId });
  await room.clock.pass(ASSISTANT_SILENCE - 2 * WINDOW);
  await send({ type: 'part', id: exchangeId, text: 'Because' });
  await room.clock.pass(ASSISTANT_SILENCE - 2 * WINDOW);
  expect(await newest()).toMatchObject({ answer: 'Because', outcome: null });
  await room.clock.pass(2 * WINDOW);
  expect(await newest()).toMatchObject({ answer: 'Because', outcome: 'lost' });
  expect(await frames()).toMatchObject([{ event: 'asked' }, { text: 'Because', outcome: 'lost' }]);
  expect(await answer(exchangeId, 'Too late.')).toMatchObject({ code: 'conflict' });
  expect(await send({ type: 'part', id: exchangeId, text: 'x' })).toMatchObject({ code: 'conflict' });
  await room.join({ role: 'candidate', name: 'Bob', sub: BOB });
  expect(await ask()).toMatchObject({ run: null });
});

test('[AST5] a room that was killed in the middle still takes the answer, and ends it by itself when none comes', async () => {
  const { room, ask, answer, newest } = await begin();
  const exchangeId = id();
  await ask({ id: exchangeId });
  room.kill();
  const bob = await room.join({ role: 'candidate', name: 'Bob', sub: BOB });
  expect(bob.heard('exchanges')[0]?.exchanges).toMatchObject([{ id: exchangeId, outcome: null }]);
  expect(await answer(exchangeId, 'Here.')).toBeNull();
  expect(last(bob)).toMatchObject({ answer: 'Here.', outcome: 'whole' });
  await ask();
  room.kill();
  expect(await newest()).toMatchObject({ outcome: null });
  await room.clock.pass(ASSISTANT_SILENCE);
  expect(await newest()).toMatchObject({ outcome: 'lost' });
});

test('[AST6] what became of a proposed edit is the candidate’s to say, once, and is on the tape and told', async () => {
  const { room, ada, bob, ask, answer, frames, fileId } = await begin();
  const exchangeId = id();
  await ask({ id: exchangeId });
  const proposal = proposed(await fileId());
  await answer(exchangeId, 'Like this.', [proposal]);
  const decide = async (peer: MemoryPeer, decision: 'accepted' | 'rejected', proposalId = proposal.id) => {
    const requestId = id();
    peer.say({ type: 'decide-proposal', requestId, exchangeId, proposalId, decision });
    await room.clock.pass(WINDOW);
    return peer.heard('refused').find((one) => one.requestId === requestId)?.code ?? null;
  };
  expect(await decide(ada, 'accepted')).toBe('forbidden');
  expect(await decide(bob, 'accepted', id())).toBe('not_found');
  expect(await decide(bob, 'accepted')).toBeNull();
  expect(await decide(bob, 'accepted')).toBeNull();
  expect(await decide(bob, 'rejected')).toBe('conflict');
  expect(last(ada)?.proposals).toMatchObject([{ id: proposal.id, decision: 'accepted' }]);
  const decided = (await frames()).filter(({ event }) => event === 'decided');
  expect(decided).toMatchObject([{ author: BOB, byName: 'Bob', path: 'main.py', decision: 'accepted' }]);
});

test('[AST7] an answer that is still coming when the interview ends is kept as far as it came, and the tape can be sealed', async () => {
  const { room, ask, send, frames } = await begin();
  const exchangeId = id();
  await ask({ id: exchangeId });
  await send({ type: 'part', id: exchangeId, text: 'Because' });
  await room.room.control(room.name, { type: 'end', byName: 'Ada' });
  expect((await frames()).at(-1)).toMatchObject({ event: 'answered', text: 'Because', outcome: 'stopped' });
  expect(await room.room.seal(room.name)).toMatchObject({ interviewId: expect.any(String) });
});

test('[AST8] what an answer may rest on holds nothing that its candidate does not see', async () => {
  const lent = lentQuestionSchema.parse({
    ...{
      title: 'Sums',
      kind: 'coding',
      difficulty: 'easy',
      statement: 'Add them.',
      hints: ['A SECRET HINT'],
    },
    tests: {
      kind: 'function',
      function: 'add',
      cases: [{ name: 'Deep', input: ['SECRET INPUT'], expected: 'SECRET OUTPUT', hidden: true }],
    },
    starters: { python: [{ path: 'main.py', text: '' }] },
    solutions: { python: [{ path: 'main.py', text: 'SECRET SOLUTION' }] },
    guide: 'SECRET GUIDE',
  });
  const { room, ada, ask } = await begin({ fetchQuestion: async () => lent });
  ada.say({ type: 'ask-question', requestId: id(), questionId: id() });
  await room.clock.pass(WINDOW);
  const context = await ask();
  expect(context).toMatchObject({ question: { title: 'Sums', statement: 'Add them.', hints: [] } });
  expect(JSON.stringify(context)).not.toContain('SECRET');
});

test('[AST9] pieces beyond the longest answer are not kept', async () => {
  const { ask, send, newest } = await begin();
  const exchangeId = id();
  await ask({ id: exchangeId });
  const text = 'x'.repeat(MAX_ASSISTANT_ANSWER);
  for (let n = 0; n < 3; n++) await send({ type: 'part', id: exchangeId, text });
  expect((await newest())?.answer).toHaveLength(MAX_ASSISTANT_ANSWER);
});
