import { expect, test } from 'vitest';
import type { DraftEvent } from './draft-events.ts';
import { type DraftProgress, NOT_BEGUN, withEvent } from './use-draft.ts';

const RUNNING: DraftProgress = { ...NOT_BEGUN, status: 'running' };
const after = (...events: DraftEvent[]) => events.reduce(withEvent, RUNNING);
const START: DraftEvent = { type: 'start', model: 'claude', languages: ['python'] };
const TESTS: DraftEvent = { type: 'verifying', language: 'python', part: 'solution', done: 1, total: 6 };
const QUESTION = '11111111-1111-4111-8111-111111111111';

test('a question is written, run, corrected and run again', () => {
  expect(after(START, { type: 'writing', characters: 400, isRepair: false })).toMatchObject({
    ...{ model: 'claude', characters: 400, isRepair: false, verifying: null },
  });
  expect(after(START, TESTS).verifying).toEqual({ language: 'python', part: 'solution', done: 1, total: 6 });
  const corrected = after(START, TESTS, { type: 'writing', characters: 0, isRepair: true });
  expect(corrected).toMatchObject({ isRepair: true, characters: 0, verifying: null, status: 'running' });
});

test('ends with a question, verified or not, or with what happened', () => {
  const done = after(START, {
    type: 'done',
    questionId: QUESTION,
    isVerified: false,
    reasons: ['It fails.'],
  });
  expect(done).toMatchObject({ status: 'done', questionId: QUESTION });
  const failed = after(START, { type: 'error', code: 'model_unavailable', message: 'It does not answer.' });
  expect(failed).toMatchObject({ status: 'failed', questionId: null, message: 'It does not answer.' });
});
