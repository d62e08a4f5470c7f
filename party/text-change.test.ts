import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { Random } from './tests/random.ts';
import { changeText, computeTextChange } from './text-change.ts';

test('equal texts need no change', () => {
  expect(computeTextChange('same', 'same')).toBeNull();
  expect(computeTextChange('', '')).toBeNull();
});

test('only what differs is changed, between the common beginning and end', () => {
  expect(computeTextChange('abcdef', 'abXef')).toEqual({ index: 2, remove: 2, insert: 'X' });
  expect(computeTextChange('ab', 'aab')).toEqual({ index: 1, remove: 0, insert: 'a' });
  expect(computeTextChange('aab', 'ab')).toEqual({ index: 1, remove: 1, insert: '' });
  expect(computeTextChange('', 'new')).toEqual({ index: 0, remove: 0, insert: 'new' });
  expect(computeTextChange('old', '')).toEqual({ index: 0, remove: 3, insert: '' });
});

test('a character outside of the first plane is never cut in two', () => {
  // equal first halves, and equal second halves
  expect(computeTextChange('a😀b', 'a😁b')).toEqual({ index: 1, remove: 2, insert: '😁' });
  expect(computeTextChange('a\u{1F600}b', 'a\u{1FA00}b')).toEqual({
    index: 1,
    remove: 2,
    insert: '\u{1FA00}',
  });
});

test('a shared text becomes the other one, for every peer, whatever the two are', () => {
  const random = new Random(7);
  const letters = ['a', 'b', '\n', '😀', '😁', '\u{1FA00}', 'é'];
  const word = () => Array.from({ length: random.below(9) }, () => random.pick(letters)).join('');
  for (let n = 0; n < 500; n++) {
    const doc = new Y.Doc();
    const text = doc.getText();
    text.insert(0, word());
    const to = word();
    changeText(text, to);
    const peer = new Y.Doc();
    Y.applyUpdate(peer, Y.encodeStateAsUpdate(doc));
    expect([text.toString(), peer.getText().toString()]).toEqual([to, to]);
  }
});
