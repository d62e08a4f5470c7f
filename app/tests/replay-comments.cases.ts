import { expect, test } from 'vitest';
import { action as change } from '#app/routes/api.replay.$interviewId.comments.$commentId.ts';
import { loader as list, action as write } from '#app/routes/api.replay.$interviewId.comments.ts';
import { commentListSchema, commentReplySchema } from '#core/replay-protocol.ts';
import { type BuiltInterview, buildInterview } from './factories.ts';
import { buildViewers, MEMBERS_ONLY, VIEWER_KINDS, type ViewerKind } from './replay-visitors.ts';
import { signInAs, type Visitor } from './visitor.ts';

const COMMENT = { atMs: 1500, position: 4, body: ' Why a set? ' };
const READERS: Record<ViewerKind, number> = { ...MEMBERS_ONLY, link: 200 };

const say = (visitor: Visitor, { id }: BuiltInterview, body: object = COMMENT) =>
  visitor.postJson(write, `/api/replay/${id}/comments`, body, { interviewId: id });

const read = (visitor: Visitor, { id }: BuiltInterview) =>
  visitor.get(list, `/api/replay/${id}/comments`, { interviewId: id });

const alter = (
  visitor: Visitor,
  { id }: BuiltInterview,
  [commentId, method, body]: [string, 'PATCH' | 'DELETE', object?],
) =>
  visitor.postJson(
    change,
    `/api/replay/${id}/comments/${commentId}`,
    body ?? {},
    { interviewId: id, commentId },
    method,
  );

async function written(visitor: Visitor, interview: BuiltInterview, more: object = {}) {
  const answer = await say(visitor, interview, { ...COMMENT, ...more });
  return commentReplySchema.parse(answer.body).comment;
}

test('[comments] are written by members and read by viewers, and by nobody else', async () => {
  const interview = await buildInterview();
  const viewers = await buildViewers(interview);
  for (const kind of VIEWER_KINDS) {
    expect((await say(viewers[kind], interview)).status, kind).toBe(MEMBERS_ONLY[kind]);
    expect((await read(viewers[kind], interview)).status, kind).toBe(READERS[kind]);
  }
  const { comments } = commentListSchema.parse((await read(interview.host, interview)).body);
  expect(comments.map(({ authorName, isMine }) => [authorName, isMine])).toEqual([
    ['Olivia Owner', false],
    ['Iris Interviewer', true],
    ['Ravi Reviewer', false],
  ]);
  expect(comments[1]).toMatchObject({ atMs: 1500, position: 4, body: 'Why a set?', visibility: 'members' });
});

test('[comments] reach people who came by a link only where they are for everyone, without ids of accounts', async () => {
  const interview = await buildInterview();
  const { link } = await buildViewers(interview);
  const { host } = interview;
  const quiet = await written(host, interview, { body: 'quiet' });
  const open = await written(host, interview, { body: 'open', visibility: 'everyone' });
  await written(host, interview, { body: 'inside', parentId: open.id });
  await written(host, interview, { body: 'hidden', parentId: quiet.id, visibility: 'everyone' });
  await written(host, interview, { body: 'shown', parentId: open.id, visibility: 'everyone' });
  const seen = async () => commentListSchema.parse((await read(link, interview)).body).comments;
  expect((await seen()).map(({ body }) => body)).toEqual(['open', 'shown']);
  expect((await seen())[0]).toMatchObject({ authorId: null, authorName: 'Iris Interviewer', isMine: false });
  await alter(host, interview, [open.id, 'PATCH', { visibility: 'members' }]);
  expect(await seen()).toEqual([]);
});

test('[comments] are changed by who wrote them alone, and deleted by them, owners and admins', async () => {
  const interview = await buildInterview();
  const { host } = interview;
  const reviewer = await signInAs('reviewer');
  const owner = await signInAs('owner');
  const mine = await written(reviewer, interview);
  for (const other of [host, owner])
    expect((await alter(other, interview, [mine.id, 'PATCH', { body: 'No' }])).status).toBe(403);
  const changed = await alter(reviewer, interview, [mine.id, 'PATCH', { body: 'Yes', isResolved: true }]);
  const { comment } = commentReplySchema.parse(changed.body);
  expect(comment).toMatchObject({ body: 'Yes', resolvedAt: expect.any(String) });
  expect(Date.parse(comment.updatedAt)).toBeGreaterThan(Date.parse(comment.createdAt));
  const opened = await alter(reviewer, interview, [mine.id, 'PATCH', { isResolved: false }]);
  expect(opened.body.comment.resolvedAt).toBeNull();
  expect((await alter(host, interview, [mine.id, 'DELETE'])).status).toBe(403);
  expect((await alter(owner, interview, [mine.id, 'DELETE'])).status).toBe(204);
  expect((await alter(reviewer, interview, [mine.id, 'DELETE'])).status).toBe(404);
  const other = await written(reviewer, interview);
  expect((await alter(reviewer, interview, [other.id, 'DELETE'])).status).toBe(204);
});

test('[comments] of other interviews cannot be answered, changed or deleted from here', async () => {
  const [mine, other] = [await buildInterview(), await buildInterview()];
  const foreign = await written(other.host, other);
  expect((await say(mine.host, mine, { ...COMMENT, parentId: foreign.id })).status).toBe(404);
  expect((await alter(mine.host, mine, [foreign.id, 'PATCH', { body: 'x' }])).status).toBe(404);
  expect((await alter(mine.host, mine, [foreign.id, 'DELETE'])).status).toBe(404);
  expect((await alter(mine.host, mine, ['no-id', 'DELETE'])).status).toBe(404);
  const { link, anonymous, candidate } = await buildViewers(other);
  expect((await alter(link, other, [foreign.id, 'DELETE'])).status).toBe(403);
  for (const stranger of [anonymous, candidate])
    expect((await alter(stranger, other, [foreign.id, 'DELETE'])).status).toBe(401);
});

test.each([
  ['nothing said', { body: '  ' }],
  ['half a place', { fileId: 'f', rangeStart: 1 }],
  ['a moment before the tape', { atMs: -1 }],
])('[comments] with %s are refused', async (_name, more) => {
  const interview = await buildInterview();
  expect((await say(interview.host, interview, { ...COMMENT, ...more })).status).toBe(400);
});

test('[comments] have no answers to answers, and a change says something', async () => {
  const interview = await buildInterview();
  const { host } = interview;
  const first = await written(host, interview);
  const answer = await written(host, interview, { parentId: first.id });
  expect((await say(host, interview, { ...COMMENT, parentId: answer.id })).status).toBe(400);
  expect((await alter(host, interview, [first.id, 'PATCH', {}])).status).toBe(400);
});
