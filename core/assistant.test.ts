import { expect, test } from 'vitest';
import {
  assistantQuestionSchema,
  countAsked,
  MAX_ASSISTANT_FILES,
  MAX_ASSISTANT_QUESTION,
  placeOf,
} from './assistant.ts';
import { type AssistantFrame, assistantRequestSchema, describeAssistantFrame } from './assistant-service.ts';
import { NO_USAGE } from './model-usage.ts';

const id = () => crypto.randomUUID();
const question = { id: id(), text: 'Why?', fileIds: ['a'] };

test('a question has an id, some text and a few files, and nothing else', () => {
  const takes = (part: object) => assistantQuestionSchema.safeParse({ ...question, ...part }).success;
  expect(takes({})).toBe(true);
  for (const wrong of [
    { id: 'x' },
    { text: '' },
    { text: '   ' },
    { text: 'x'.repeat(MAX_ASSISTANT_QUESTION + 1) },
    { fileIds: Array.from({ length: MAX_ASSISTANT_FILES + 1 }, (_, n) => String(n)) },
    { code: 'print(1)' },
  ])
    expect(takes(wrong)).toBe(false);
});

test('the app cannot say that it was lost itself', () => {
  const usage = { ...NO_USAGE, model: null };
  const answer = { type: 'answer', id: id(), answer: '', proposals: [], usage };
  expect(assistantRequestSchema.safeParse({ ...answer, outcome: 'stopped' }).success).toBe(true);
  expect(assistantRequestSchema.safeParse({ ...answer, outcome: 'lost' }).success).toBe(false);
});

test('an edit has its place where its text stands exactly once', () => {
  expect(placeOf('b', 'abc')).toEqual({ from: 1, to: 2 });
  expect(placeOf('x', 'abc')).toBe('missing');
  expect(placeOf('a', 'aba')).toBe('ambiguous');
  expect(placeOf('aa', 'aaa')).toBe('ambiguous');
  expect(placeOf('', '')).toEqual({ from: 0, to: 0 });
  expect(placeOf('', 'abc')).toBe('ambiguous');
});

test('answers that failed or were lost do not count', () => {
  const outcomes = ['whole', 'stopped', null, 'failed', 'lost'] as const;
  expect(countAsked(outcomes.map((outcome) => ({ outcome })))).toBe(3);
});

test('the tape says in words who asked, what came of it and what was taken', () => {
  const frames: AssistantFrame[] = [
    { event: 'asked', id: id(), byName: 'Bob', text: 'Why?', paths: [] },
    { event: 'answered', id: id(), text: '', proposals: [], usage: null, outcome: 'lost' },
    { event: 'decided', id: id(), byName: 'Bob', proposalId: id(), path: 'a.py', decision: 'rejected' },
  ];
  expect(frames.map(describeAssistantFrame)).toEqual([
    'asked the assistant: Why?',
    'was lost after: (nothing)',
    'rejected the assistant’s edit of a.py',
  ]);
});
