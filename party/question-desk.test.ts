import { expect, test } from 'vitest';
import { snapshotFiles } from '#core/doc-shape.ts';
import type { LentQuestion } from '#core/room-question.ts';
import { FRAME_KINDS } from '#core/tape/frames.ts';
import { foldDocument } from '#core/tape/journal.ts';
import { testSuiteSchema } from '#core/test-suite.ts';
import { buildSandbox } from './tests/fakes.ts';
import { MemoryRoom, WINDOW } from './tests/memory-room.ts';

const id = () => crypto.randomUUID();
const [SUMS, LOGS] = [id(), id()];

const lend = (title: string, text: string): LentQuestion => ({
  title,
  kind: 'coding',
  difficulty: 'easy',
  statement: `Do ${title}.`,
  tests: testSuiteSchema.parse({
    kind: 'stdio',
    cases: [
      { name: 'Small', stdin: '1', expected: '1' },
      { name: 'Large', stdin: 'the-secret', expected: 'the-secret', hidden: true },
    ],
  }),
  starters: {
    python: [
      { path: 'main.py', text },
      { path: 'lib/helper.py', text: 'x = 1\n' },
    ],
    java: [{ path: 'Main.java', text: '' }],
  },
  hints: ['Think.', 'Think harder.'],
});

const QUESTIONS: Record<string, LentQuestion> = {
  [SUMS]: lend('Sums', 'sum\n'),
  [LOGS]: lend('Merge: logs!', 'logs\n'),
};

async function begin(overrides: ConstructorParameters<typeof MemoryRoom>[0] = {}) {
  const room = new MemoryRoom({
    fetchQuestion: async (_, questionId) => QUESTIONS[questionId] ?? 'none',
    ...overrides,
  });
  const ada = await room.join();
  const bob = await room.join({ role: 'candidate', name: 'Bob' });
  const say = async (peer: typeof ada, message: Parameters<typeof ada.say>[0]) => {
    peer.say(message);
    await room.clock.pass(WINDOW);
  };
  const files = async () => snapshotFiles(foldDocument(await room.journal())).map(({ path }) => path);
  return { room, ada, bob, say, files };
}

test('[QST1] a question that is asked brings its starter in a folder of its own, and is told to each by role', async () => {
  const { ada, bob, say, files } = await begin();
  await say(ada, { type: 'ask-question', requestId: id(), questionId: SUMS });
  expect(await files()).toEqual(['1-sums/lib/helper.py', '1-sums/main.py', 'main.py']);
  const shown = bob.heard('question').at(-1)?.question;
  expect(shown).toMatchObject({ title: 'Sums', folder: '1-sums', hints: [], hintCount: 2 });
  expect(JSON.stringify(bob.heard('question'))).not.toContain('the-secret');
  expect(JSON.stringify(ada.heard('question'))).toContain('the-secret');
  await say(ada, { type: 'ask-question', requestId: id(), questionId: LOGS });
  await say(ada, { type: 'ask-question', requestId: id(), questionId: SUMS });
  expect(await files()).toEqual([
    '1-sums/lib/helper.py',
    '1-sums/main.py',
    '2-merge-logs/lib/helper.py',
    '2-merge-logs/main.py',
    'main.py',
  ]);
  expect(bob.heard('question').at(-1)?.question.title).toBe('Sums');
  expect(
    bob
      .heard('question')
      .at(-1)
      ?.asked.map(({ title }) => title),
  ).toEqual(['Sums', 'Merge: logs!']);
});

test('[QST2] candidates do not choose questions; what is in no plan or cannot be had is refused in words', async () => {
  let answer: 'none' | 'unreachable' = 'none';
  const { ada, bob, say } = await begin({ fetchQuestion: async () => answer });
  await say(bob, { type: 'ask-question', requestId: id(), questionId: SUMS });
  expect(bob.heard('refused').at(-1)?.code).toBe('forbidden');
  await say(ada, { type: 'ask-question', requestId: id(), questionId: SUMS });
  expect(ada.heard('refused').at(-1)).toMatchObject({ code: 'not_found', message: /plan/ });
  answer = 'unreachable';
  await say(ada, { type: 'ask-question', requestId: id(), questionId: SUMS });
  expect(ada.heard('refused').at(-1)).toMatchObject({ code: 'internal', message: /Try again/ });
});

test('[QST3] hints come one by one, to everybody, and stand on the tape', async () => {
  const { room, ada, bob, say } = await begin();
  await say(bob, { type: 'next-hint', requestId: id() });
  expect(bob.heard('refused').at(-1)?.code).toBe('not_found');
  await say(ada, { type: 'ask-question', requestId: id(), questionId: SUMS });
  expect(JSON.stringify(bob.heard('question'))).not.toContain('Think');
  for (const peer of [bob, ada, bob]) await say(peer, { type: 'next-hint', requestId: id() });
  expect(bob.heard('refused').at(-1)).toMatchObject({ code: 'not_found', message: /no further/ });
  expect(
    ada
      .heard('question')
      .at(-1)
      ?.question.hints.map(({ text, byName }) => [text, byName]),
  ).toEqual([
    ['Think.', 'Bob'],
    ['Think harder.', 'Ada'],
  ]);
  const frames = (await room.journal()).filter(({ kind }) => kind === FRAME_KINDS.hint);
  expect(frames.map(({ payload }) => JSON.parse(new TextDecoder().decode(payload)).number)).toEqual([1, 2]);
  const observer = await room.join({ role: 'observer' });
  await say(observer, { type: 'next-hint', requestId: id() });
  expect(observer.heard('refused').at(-1)?.code).toBe('forbidden');
});

test('[QST4] a restart and newcomers know what is asked and which hints were given', async () => {
  const { room, ada, say } = await begin();
  await say(ada, { type: 'ask-question', requestId: id(), questionId: SUMS });
  await say(ada, { type: 'next-hint', requestId: id() });
  room.kill();
  const again = await room.join({ role: 'candidate' });
  await room.clock.pass(WINDOW);
  expect(again.heard('question').at(-1)?.question).toMatchObject({
    title: 'Sums',
    hints: [{ text: 'Think.' }],
  });
});

test('[QST5] what runs and is tested is the question’s own folder, with its own tests', async () => {
  const seen: { entry: string; paths: string[]; cases?: number }[] = [];
  const sandbox = buildSandbox({
    run: async function* ({ entry, files }) {
      seen.push({ entry, paths: files.map(({ path }) => path) });
      yield { type: 'failed' as const, code: 'sandbox_busy' as const, message: '' };
    },
    test: async function* ({ entry, files, suite }) {
      seen.push({ entry, paths: files.map(({ path }) => path), cases: suite.cases.length });
      yield { type: 'error' as const, code: 'sandbox_busy' as const, message: '' };
    },
  });
  const { room, ada, bob, say } = await begin({ sandbox });
  await say(ada, { type: 'ask-question', requestId: id(), questionId: SUMS });
  await say(ada, { type: 'ask-question', requestId: id(), questionId: LOGS });
  const all = snapshotFiles(foldDocument(await room.journal()));
  const fileId = all.find(({ path }) => path === '1-sums/main.py')?.id ?? '';
  await say(bob, { type: 'run', requestId: id(), fileId });
  await say(bob, { type: 'run-tests', requestId: id(), fileId });
  expect(seen).toEqual([
    { entry: 'main.py', paths: ['lib/helper.py', 'main.py'] },
    { entry: 'main.py', paths: ['lib/helper.py', 'main.py'], cases: 2 },
  ]);
  const own = all.find(({ path }) => path === 'main.py')?.id ?? '';
  await say(bob, { type: 'run-tests', requestId: id(), fileId: own });
  expect(bob.heard('refused').at(-1)?.code).toBe('no_tests');
});
