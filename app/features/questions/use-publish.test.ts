import { expect, test } from 'vitest';
import type { PublishEvent } from './publish-events.ts';
import { type PublishState, withEvent } from './use-publish.ts';

const RUNNING: PublishState = { status: 'running', languages: [], reasons: [] };
const after = (...events: PublishEvent[]) => events.reduce(withEvent, RUNNING);
const START: PublishEvent = { type: 'start', languages: ['python', 'go'] };

test('each language waits, runs and gets its verdict', () => {
  const verdict = { language: 'python' as const, solution: null, starter: null, problem: 'It fails.' };
  const state = after(
    START,
    { type: 'progress', language: 'python', part: 'solution', done: 1, total: 3 },
    { type: 'language', verdict },
    { type: 'progress', language: 'go', part: 'starter', done: 2, total: 3 },
  );
  expect(state.languages).toEqual([
    { language: 'python', part: 'solution', done: 1, total: 3, verdict },
    { language: 'go', part: 'starter', done: 2, total: 3, verdict: null },
  ]);
  expect(state.status).toBe('running');
});

test('ends published, refused with its reasons, or failed', () => {
  expect(after(START, { type: 'done', isPublished: true, reasons: [] }).status).toBe('published');
  const refused = after({ type: 'done', isPublished: false, reasons: ['It has no tests.'] });
  expect(refused).toMatchObject({ status: 'refused', reasons: ['It has no tests.'] });
  const failed = after({ type: 'error', code: 'sandbox_busy', message: 'All runners are busy.' });
  expect(failed).toMatchObject({ status: 'failed', reasons: ['All runners are busy.'] });
});
