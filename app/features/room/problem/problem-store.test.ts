import { expect, test } from 'vitest';
import type { ProblemView } from '#core/problem.ts';
import { fetchProblem, ProblemStore } from './problem-store.ts';

const view = (statement: string): ProblemView => ({ statement, tests: null });

test('a problem without words and tests is none', async () => {
  const store = new ProblemStore(async () => view('  '));
  await store.refresh();
  expect(store.get()).toBeNull();
});

test('what is known stays while the app does not answer', async () => {
  const answers: (() => Promise<ProblemView>)[] = [
    async () => view('known'),
    () => Promise.reject(new Error('no network')),
  ];
  const store = new ProblemStore(() => (answers.shift() as () => Promise<ProblemView>)());
  await store.refresh();
  await store.refresh();
  expect(store.get()?.statement).toBe('known');
});

test('an answer that comes late does not replace a newer one', async () => {
  const gates: ((view: ProblemView) => void)[] = [];
  const store = new ProblemStore(() => new Promise((resolve) => gates.push(resolve)));
  const both = [store.refresh(), store.refresh()];
  gates[1]?.(view('new'));
  gates[0]?.(view('old'));
  await Promise.all(both);
  expect(store.get()?.statement).toBe('new');
});

test('an interview without a problem is told from an app that fails', async () => {
  const answer = (status: number, body: unknown) => async () =>
    new Response(JSON.stringify(body), { status });
  expect(await fetchProblem('i', answer(404, {}))).toBeNull();
  expect(await fetchProblem('i', answer(200, view('x')))).toEqual(view('x'));
  await expect(fetchProblem('i', answer(503, {}))).rejects.toThrow('503');
  await expect(fetchProblem('i', answer(200, { statement: 1 }))).rejects.toThrow();
});
