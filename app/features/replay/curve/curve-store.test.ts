import { expect, test } from 'vitest';
import type { CurveEvent } from '#core/replay-protocol.ts';
import { ReplayRefusal } from '../replay-requests.ts';
import { buildPoint } from './build-point.ts';
import { progressWords } from './curve-state.ts';
import { CurveStore } from './curve-store.ts';

const point = (second: number, marks: string): CurveEvent => ({
  type: 'point',
  ...buildPoint(second, marks),
});

async function* tell(events: CurveEvent[]): AsyncGenerator<CurveEvent> {
  yield* events;
}

test('points come in any order and stand in the order of the tape, each once', async () => {
  const store = new CurveStore(() => tell([point(9, '+'), point(3, '-'), point(9, '-'), { type: 'done' }]));
  await store.load();
  expect(store.get()).toMatchObject({ phase: 'done', points: [buildPoint(3, '-'), buildPoint(9, '-')] });
});

test('a line that breaks keeps what came, and goes on from there', async () => {
  const answers: CurveEvent[][] = [
    [{ type: 'progress', done: 1, total: 3 }, point(1, '-')],
    [{ type: 'progress', done: 2, total: 3 }, point(2, '+'), { type: 'done' }],
  ];
  const store = new CurveStore(() => tell(answers.shift() ?? []));
  const words: string[] = [];
  store.subscribe(() => words.push(progressWords(store.get())));
  await store.load();
  expect(store.get()).toMatchObject({ phase: 'failed', points: [buildPoint(1, '-')] });
  expect(store.get().message).toContain('The connection broke');
  expect(words).toContain('Testing moment 2 of 3');
  await store.load();
  expect(store.get()).toMatchObject({ phase: 'done', points: [buildPoint(1, '-'), buildPoint(2, '+')] });
  expect(words).toContain('Testing moment 3 of 3, going on where it stopped');
});

test('no tests is no failure, whichever way it is said', async () => {
  const said = new CurveStore(() => tell([{ type: 'error', code: 'no_tests', message: 'None.' }]));
  await said.load();
  expect(said.get().phase).toBe('no-tests');
  const refused = new CurveStore(() => refuse('no_tests'));
  await refused.load();
  expect(refused.get().phase).toBe('no-tests');
});

test('a refusal says what the app said', async () => {
  const store = new CurveStore(() => refuse('sandbox_unavailable'));
  await store.load();
  expect(store.get()).toMatchObject({ phase: 'failed', message: expect.stringContaining('Code cannot run') });
});

// biome-ignore lint/correctness/useYield: it refuses before the first event
async function* refuse(code: 'no_tests' | 'sandbox_unavailable'): AsyncGenerator<CurveEvent> {
  throw new ReplayRefusal(code);
}
