import { act } from 'react';
import { afterEach, expect, test } from 'vitest';
import { press, typeInto } from '#app/features/room/testing/render.ts';
import { ReplayRefusal } from '../replay-requests.ts';
import { type FakeReplay, find, renderInReplay, settle } from '../testing/fake-replay.tsx';
import { CommentsView } from './comments-panel.tsx';
import { buildComment, FakeComments } from './fake-comments.ts';

let fake: FakeReplay;
afterEach(() => fake.stop());

const SELECTION = {
  fileId: 'b',
  path: 'helper.py',
  from: 0,
  to: 6,
  firstLine: 1,
  lastLine: 1,
  text: 'answer',
};

async function open(api: FakeComments, part: Parameters<typeof renderInReplay>[1] = {}): Promise<void> {
  fake = renderInReplay(<CommentsView api={api} />, part);
  await settle();
}
const field = () => find<HTMLTextAreaElement>('textarea', 'Comment on this moment');
const click = async (element: HTMLElement) => {
  act(() => element.click());
  await settle();
};

test('a comment leads to its moment, its file and its place', async () => {
  await open(new FakeComments([buildComment({ atMs: 61_000, fileId: 'b', rangeStart: 2, rangeEnd: 7 })]));
  await click(find('button', 'Go to 01:01 in helper.py'));
  expect(fake.asked).toEqual(['seek 61000', 'open b 2-7']);
});

test('Ctrl+Enter posts at the moment at which writing began, about what was selected', async () => {
  const api = new FakeComments();
  await open(api, { selection: SELECTION });
  expect(document.body.textContent).toContain('helper.py, line 1');
  typeInto(field(), 'Why 42?');
  fake.show({ atMs: 15_500, position: 31, selection: null });
  act(() => field().focus());
  press('Enter', { ctrlKey: true });
  await settle();
  expect(api.comments[0]).toMatchObject({
    atMs: 10_000,
    position: 20,
    fileId: 'b',
    rangeStart: 0,
    rangeEnd: 6,
    body: 'Why 42?',
    visibility: 'members',
  });
  expect(field().value).toBe('');
  expect(fake.replay.commentMarks).toMatchObject([{ atMs: 10_000, label: 'Iris Interviewer: Why 42?' }]);
});

test('one may move it to the moment shown, drop the place, and choose who sees it', async () => {
  const api = new FakeComments();
  await open(api, { selection: SELECTION });
  typeInto(field(), 'Here');
  fake.show({ atMs: 15_500, position: 31, selection: { ...SELECTION, from: 3 } });
  await click(find('button', 'Move to 00:15'));
  await click(find('input[type="checkbox"]'));
  await click(find('input[type="radio"]', 'Also people with a shared link'));
  await click(find('button', 'Comment'));
  expect(api.comments[0]).toMatchObject({ atMs: 15_500, position: 31, fileId: null, visibility: 'everyone' });
});

test('what could not be posted stays in the field, with what to do', async () => {
  const api = new FakeComments();
  await open(api);
  api.refusal = new ReplayRefusal('internal', 'No connection. Check the network, then try again.');
  typeInto(field(), 'Not lost');
  await click(find('button', 'Comment'));
  expect(field().value).toBe('Not lost');
  expect(find('[role="alert"]').textContent).toBe('No connection. Check the network, then try again.');
  api.refusal = null;
  await click(find('button', 'Comment'));
  expect(api.comments).toMatchObject([{ body: 'Not lost' }]);
});

test('an empty comment is not sent', async () => {
  const api = new FakeComments();
  await open(api);
  await click(find('button', 'Comment'));
  expect(find('[role="alert"]').textContent).toBe('Write something first.');
  expect(api.comments).toEqual([]);
});

test('answers stand below, own comments are edited, and Escape leaves an edit that changed nothing', async () => {
  const comment = buildComment();
  const api = new FakeComments([comment]);
  await open(api);
  await click(find('button', 'Answer'));
  expect(document.activeElement).toBe(find('textarea', 'Your answer'));
  typeInto(find<HTMLTextAreaElement>('textarea', 'Your answer'), 'Because it is short');
  press('Enter', { ctrlKey: true, on: find('textarea', 'Your answer') });
  await settle();
  expect(api.comments[1]).toMatchObject({
    parentId: comment.id,
    body: 'Because it is short',
    atMs: comment.atMs,
  });
  expect(find('ul[aria-label="Answers"]').textContent).toContain('Because it is short');

  await click(find('button', 'Edit comment'));
  press('Escape', { on: find('textarea', 'Your comment') });
  expect(document.querySelectorAll('textarea')).toHaveLength(1);
  await click(find('button', 'Edit comment'));
  typeInto(find<HTMLTextAreaElement>('textarea', 'Your comment'), 'Why a set?');
  await click(find('button', 'Save'));
  expect(api.comments[0]?.body).toBe('Why a set?');
});

test('a deleted comment can be taken back', async () => {
  const api = new FakeComments([buildComment({ body: 'Kept after all' })]);
  await open(api);
  await click(find('button', 'Delete comment'));
  expect(document.body.textContent).not.toContain('Kept after all');
  expect(fake.replay.commentMarks).toEqual([]);
  await click(find('button', 'Undo'));
  expect(document.body.textContent).toContain('Kept after all');
  expect(api.comments).toHaveLength(1);
});

test('resolving says so in a word, and can be undone', async () => {
  const api = new FakeComments([buildComment()]);
  await open(api);
  await click(find('button', 'Resolve'));
  expect(find('li').textContent).toContain('Resolved');
  await click(find('button', 'Open again'));
  expect(api.comments[0]?.resolvedAt).toBeNull();
});

test('whoever may not comment reads, and finds nothing to press', async () => {
  const viewer = {
    kind: 'link' as const,
    name: 'Lena',
    canComment: false,
    canShare: false,
    canRun: false,
    seesNotes: false,
  };
  await open(new FakeComments([buildComment({ isMine: false, visibility: 'everyone' })]), { viewer });
  expect(find('li').textContent).toContain('Why a list here?');
  expect([...document.querySelectorAll('button')].map((one) => one.getAttribute('aria-label'))).toEqual([
    'Go to 00:10',
  ]);
});

test('a list that does not come can be asked for again', async () => {
  const api = new FakeComments([buildComment()]);
  api.refusal = new ReplayRefusal('internal');
  await open(api);
  expect(find('[role="alert"]').textContent).toContain('Something failed on our side');
  api.refusal = null;
  await click(find('button', 'Load again'));
  expect(find('li').textContent).toContain('Why a list here?');
});
