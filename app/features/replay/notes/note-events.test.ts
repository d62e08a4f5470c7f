import { expect, test } from 'vitest';
import { fetchNotes, mergeNotes } from './note-events.ts';

const NOTE = {
  id: '7f1f3c3e-57a3-4c9c-9c7d-6f0a53b5a001',
  questionId: null,
  authorName: 'Ada',
  isMine: false,
  atMs: 10_000,
  text: 'Asks first.',
  createdAt: '',
  updatedAt: '',
};

test('notes stand among the events at the moment that they are about', () => {
  const events = [
    { position: 3, atMs: 1000, words: 'Bob came in' },
    { position: 9, atMs: 5000, words: 'Bob ran main.py' },
  ];
  const early = { ...NOTE, id: NOTE.id.replace(/1$/, '2'), atMs: 1, isMine: true, text: 'x'.repeat(300) };
  expect(mergeNotes(events, [NOTE, early], 7000)).toEqual([
    { key: early.id, atMs: 0, words: `Your note: ${'x'.repeat(200)}…` },
    { key: '3', atMs: 1000, words: 'Bob came in' },
    { key: NOTE.id, atMs: 3000, words: 'Ada’s note: Asks first.' },
    { key: '9', atMs: 5000, words: 'Bob ran main.py' },
  ]);
});

test('an answer that holds no notes is a refusal in words', async () => {
  const answer = (body: unknown) => async () => Response.json(body);
  await expect(fetchNotes('i', answer({ notes: [NOTE] }))).resolves.toEqual([NOTE]);
  await expect(fetchNotes('i', answer({ notes: 'none' }))).rejects.toThrow('The notes could not be read.');
});
