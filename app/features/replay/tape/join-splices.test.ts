import { expect, test } from 'vitest';
import { makeRandom } from '#tests/bench/tape/random.ts';
import { joinSplices } from './join-splices.ts';
import { applySplices } from './shown-moment.ts';

test('what is typed character by character, and corrected, is one change', () => {
  const splices = [
    { at: 4, deleted: 0, inserted: 'a' },
    { at: 5, deleted: 0, inserted: 'x' },
    { at: 5, deleted: 1, inserted: '' },
    { at: 5, deleted: 0, inserted: 'b' },
  ];
  expect(joinSplices(splices)).toEqual([{ at: 4, deleted: 0, inserted: 'ab' }]);
});

test('two people at two places are two changes of the text before', () => {
  const splices = [
    { at: 10, deleted: 0, inserted: 'b' },
    { at: 2, deleted: 1, inserted: 'aa' },
    { at: 12, deleted: 0, inserted: 'c' },
  ];
  expect(joinSplices(splices)).toEqual([
    { at: 2, deleted: 1, inserted: 'aa' },
    { at: 10, deleted: 0, inserted: 'bc' },
  ]);
});

test('whatever the changes are, applied at once they lead to the same text', () => {
  const random = makeRandom(3);
  for (let round = 0; round < 500; round++) {
    const text = 'abcdefghijklmnop'.slice(0, Math.floor(random() * 17));
    let length = text.length;
    const splices = Array.from({ length: Math.floor(random() * 12) }, (_, n) => {
      const at = Math.floor(random() * (length + 1));
      const deleted = Math.floor(random() * Math.min(6, length - at + 1));
      const inserted = String(n).repeat(Math.floor(random() * 4));
      length += inserted.length - deleted;
      return { at, deleted, inserted };
    });
    const joined = joinSplices(splices);
    const expected = splices.reduce(
      (sum, { at, deleted, inserted }) => sum.slice(0, at) + inserted + sum.slice(at + deleted),
      text,
    );
    expect(applySplices(text, joined), JSON.stringify(splices)).toBe(expected);
    for (const [n, { at }] of joined.entries()) {
      const before = joined[n - 1];
      if (before) expect(at).toBeGreaterThan(before.at + before.deleted);
    }
  }
});
