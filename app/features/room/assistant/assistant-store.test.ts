import { expect, test } from 'vitest';
import type { AssistantEvent } from '#core/assistant-service.ts';
import { AssistantRefusal } from './assistant-api.ts';
import { AssistantStore, withLive } from './assistant-store.ts';

const INTERVIEW = '00000000-0000-4000-8000-000000000001';
const proposal = {
  ...{ id: '00000000-0000-4000-8000-0000000000b1', fileId: 'a', path: 'main.py' },
  ...{ find: 'a', replace: 'b', why: '' },
};

/** An assistant that says these events and then waits until it is stopped, if it is to wait. */
function build(events: AssistantEvent[], { waits = false } = {}) {
  const asked: unknown[] = [];
  const store = new AssistantStore(INTERVIEW, async function* (_, question, signal) {
    asked.push(question);
    yield* events;
    if (waits) await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
  });
  return { store, asked };
}
const settle = () => new Promise((resolve) => setTimeout(resolve, 5));

test('an answer grows as it streams in, ahead of what the room tells, until the room has it whole', async () => {
  const { store, asked } = build(
    [
      { type: 'content', text: 'Because ' },
      { type: 'content', text: 'of that.' },
      { type: 'edit', proposal },
    ],
    { waits: true },
  );
  store.type('  Why?  ');
  const done = store.ask(['a']);
  await settle();
  expect(asked).toMatchObject([{ text: 'Why?', fileIds: ['a'] }]);
  const { live, isAsking, text } = store.get();
  expect([isAsking, text]).toEqual([true, '']);
  const exchange = {
    ...{ id: live?.id ?? '', participantId: INTERVIEW, byName: 'Bob', at: 0, question: 'Why?', paths: [] },
    ...{ answer: 'Because ', proposals: [], model: null, outcome: null },
  };
  expect(withLive(exchange, live)).toMatchObject({
    answer: 'Because of that.',
    proposals: [{ id: proposal.id, decision: null }],
  });
  expect(withLive({ ...exchange, outcome: 'whole' }, live).answer).toBe('Because ');
  void store.ask([]);
  expect(asked).toHaveLength(1);
  store.stop();
  await done;
  expect(store.get()).toMatchObject({ isAsking: false, problem: null });
});

test('a question that was not taken stays in the box, with the reason', async () => {
  const store = new AssistantStore(INTERVIEW, async function* (): AsyncGenerator<AssistantEvent> {
    yield* [];
    throw new AssistantRefusal('The room does not answer right now.');
  });
  store.type('Why?');
  await store.ask([]);
  expect(store.get()).toMatchObject({
    text: 'Why?',
    problem: 'The room does not answer right now.',
    isAsking: false,
  });
});

test('trouble in the middle is said, and what is typed meanwhile is not thrown away', async () => {
  const { store } = build([
    { type: 'content', text: 'So' },
    { type: 'error', code: 'model_unavailable', message: 'The model does not answer.' },
  ]);
  store.type('Why?');
  await store.ask([]);
  expect(store.get()).toMatchObject({ text: '', problem: 'The model does not answer.' });
  store.askAgain('Why?');
  expect(store.get()).toMatchObject({ text: 'Why?', problem: null });
});
