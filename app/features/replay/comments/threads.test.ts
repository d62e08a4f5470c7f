import { expect, test } from 'vitest';
import { buildComment } from './fake-comments.ts';
import { groupThreads, listMarks, placeWords } from './threads.ts';

test('threads stand in the order of their moments, answers in the order of writing', () => {
  const late = buildComment({ atMs: 9000 });
  const early = buildComment({ atMs: 2000 });
  const first = buildComment({ parentId: late.id, atMs: 9000 });
  const second = buildComment({ parentId: late.id, atMs: 9000 });
  expect(groupThreads([second, late, first, early])).toEqual([
    { root: early, replies: [] },
    { root: late, replies: [first, second] },
  ]);
});

test('an answer whose comment one may not see is not lost', () => {
  const orphan = buildComment({ parentId: crypto.randomUUID() });
  expect(groupThreads([orphan])).toEqual([{ root: orphan, replies: [] }]);
});

test('the timeline marks where threads begin, in one short line', () => {
  const root = buildComment({ atMs: 4000, body: `Why\n\n so ${'long '.repeat(40)}?` });
  const answer = buildComment({ parentId: root.id });
  const marks = listMarks([answer, root]);
  expect(marks).toHaveLength(1);
  expect(marks[0]).toMatchObject({ id: root.id, atMs: 4000 });
  expect(marks[0]?.label).toMatch(/^Iris Interviewer: Why so long/);
  expect(marks[0]?.label.length).toBe(80);
});

test('a place in the code in words', () => {
  expect(placeWords({ path: 'a.py', firstLine: 3, lastLine: 3 })).toBe('a.py, line 3');
  expect(placeWords({ path: 'a.py', firstLine: 3, lastLine: 5 })).toBe('a.py, lines 3 to 5');
});
