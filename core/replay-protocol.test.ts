import { expect, test } from 'vitest';
import {
  commentChangeSchema,
  curveEventSchema,
  forkRunSchema,
  MAX_COMMENT_LENGTH,
  newCommentSchema,
} from './replay-protocol.ts';

const moment = { atMs: 1000, position: 4, body: 'Why a set?' };

test('a comment at a moment needs no place in the code, and is for members unless said otherwise', () => {
  expect(newCommentSchema.parse(moment)).toEqual({
    ...moment,
    parentId: null,
    fileId: null,
    rangeStart: null,
    rangeEnd: null,
    visibility: 'members',
  });
});

test('half a place in the code is refused', () => {
  const accepts = (place: object) => newCommentSchema.safeParse({ ...moment, ...place }).success;
  expect(accepts({ fileId: 'a', rangeStart: 2, rangeEnd: 7 })).toBe(true);
  expect(accepts({ fileId: 'a' })).toBe(true);
  expect(accepts({ rangeStart: 2, rangeEnd: 7 })).toBe(false);
  expect(accepts({ fileId: 'a', rangeStart: 2 })).toBe(false);
  expect(accepts({ fileId: 'a', rangeEnd: 2 })).toBe(false);
  expect(accepts({ fileId: 'a', rangeStart: 7, rangeEnd: 2 })).toBe(false);
});

test('an empty comment and one that is too long are refused', () => {
  expect(newCommentSchema.safeParse({ ...moment, body: ' \n ' }).success).toBe(false);
  expect(newCommentSchema.safeParse({ ...moment, body: 'x'.repeat(MAX_COMMENT_LENGTH) }).success).toBe(true);
  expect(newCommentSchema.safeParse({ ...moment, body: 'x'.repeat(MAX_COMMENT_LENGTH + 1) }).success).toBe(
    false,
  );
});

test('a change of nothing is refused', () => {
  expect(commentChangeSchema.safeParse({}).success).toBe(false);
  expect(commentChangeSchema.safeParse({ isResolved: false }).success).toBe(true);
});

test('a copy that runs has files below its workspace', () => {
  const copy = { language: 'python', entry: 'main.py', files: [{ path: 'main.py', text: '' }] };
  expect(forkRunSchema.parse(copy).stdin).toBe('');
  expect(forkRunSchema.safeParse({ ...copy, files: [] }).success).toBe(false);
  expect(forkRunSchema.safeParse({ ...copy, files: [{ path: '../main.py', text: '' }] }).success).toBe(false);
});

test('a point of the curve says why it was measured', () => {
  const point = {
    ...{ type: 'point', position: 3, atMs: 5, reason: 'run', question: 'Sums' },
    ...{ passed: 0, total: 1, results: [] },
  };
  expect(curveEventSchema.parse(point)).toEqual(point);
  expect(curveEventSchema.safeParse({ ...point, reason: 'guess' }).success).toBe(false);
});
