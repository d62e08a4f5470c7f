import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ReplayRefusal } from '../replay-requests.ts';
import { CommentsStore, UNDO_TIME } from './comments-store.ts';
import { buildComment, FakeComments } from './fake-comments.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

async function open(api: FakeComments): Promise<CommentsStore> {
  const store = new CommentsStore(api);
  await store.load();
  return store;
}

test('a deleted comment stays with the app until it cannot be taken back any more', async () => {
  const comment = buildComment();
  const answer = buildComment({ parentId: comment.id });
  const api = new FakeComments([comment, answer]);
  const store = await open(api);
  store.remove(comment.id);
  expect(store.get().removing.has(comment.id)).toBe(true);
  await vi.advanceTimersByTimeAsync(UNDO_TIME - 1);
  expect(api.comments).toHaveLength(2);
  await vi.advanceTimersByTimeAsync(1);
  expect([api.comments, store.get().comments, store.get().removing.size]).toEqual([[], [], 0]);
});

test('what was taken back is not deleted', async () => {
  const comment = buildComment();
  const api = new FakeComments([comment]);
  const store = await open(api);
  store.remove(comment.id);
  store.restore(comment.id);
  await vi.advanceTimersByTimeAsync(UNDO_TIME * 2);
  expect(api.comments).toEqual([comment]);
  expect(store.get()).toMatchObject({ comments: [comment], removing: new Set() });
});

test('leaving the page deletes at once what was deleted', async () => {
  const comment = buildComment();
  const api = new FakeComments([comment]);
  const store = await open(api);
  store.remove(comment.id);
  store.flush();
  await vi.advanceTimersByTimeAsync(0);
  expect(api.comments).toEqual([]);
});

test('a comment that could not be deleted comes back with a word about it', async () => {
  const comment = buildComment();
  const api = new FakeComments([comment]);
  const store = await open(api);
  store.remove(comment.id);
  api.refusal = new ReplayRefusal('internal', 'No connection. Check the network, then try again.');
  await vi.advanceTimersByTimeAsync(UNDO_TIME);
  expect(store.get()).toMatchObject({ comments: [comment], removing: new Set() });
  expect(store.get().problem).toBe(
    'A comment was not deleted. No connection. Check the network, then try again.',
  );
});

test('what fails to be posted or changed says why and changes nothing', async () => {
  const comment = buildComment();
  const api = new FakeComments([comment]);
  const store = await open(api);
  api.refusal = new ReplayRefusal('too_many_requests');
  expect(await store.edit(comment.id, { body: 'Other words' })).toMatch(/Wait a moment/);
  expect(await store.post({ ...comment, parentId: null, body: 'More', visibility: 'everyone' })).toMatch(
    /Wait a moment/,
  );
  expect(store.get().comments).toEqual([comment]);
});

test('what is known stays when the app does not answer a second time', async () => {
  const comment = buildComment();
  const api = new FakeComments([comment]);
  const store = await open(api);
  api.refusal = new ReplayRefusal('internal', 'No connection.');
  await store.load();
  expect(store.get()).toMatchObject({ status: 'ready', comments: [comment], problem: 'No connection.' });
});

test('answers are never seen by more people than what they answer', async () => {
  const comment = buildComment({ visibility: 'everyone' });
  const answer = buildComment({ parentId: comment.id, visibility: 'everyone' });
  const store = await open(new FakeComments([comment, answer]));
  await store.edit(comment.id, { visibility: 'members' });
  expect(store.get().comments.map(({ visibility }) => visibility)).toEqual(['members', 'members']);
});
