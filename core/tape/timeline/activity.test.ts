import { expect, test } from 'vitest';
import { createFile } from '../../doc-shape.ts';
import { MAX_ACTIVITY_BUCKETS } from './activity.ts';
import { START, WrittenTape } from './tests/written-tape.ts';

function makeTape(): WrittenTape {
  const tape = new WrittenTape();
  const id = tape.edit('ada', (doc) => createFile(doc, 'a.py', '0123456789')); // at 0
  tape.docOf('bob');
  tape.write('bob', id, (text) => text.delete(0, 4)); // at 1000
  tape.write('ada', id, (text) => text.insert(0, 'abc')); // at 2000
  tape.now = START + 9000;
  tape.write('bob', id, (text) => text.insert(0, 'x'));
  return tape;
}

test('characters are counted by who inserted or deleted them, and when', () => {
  const { timeline } = makeTape();
  expect(timeline.activity({ from: START, to: START + 9000, buckets: 3 })).toEqual([
    { author: 'ada', inserted: [13, 0, 0], deleted: [0, 0, 0] },
    { author: 'bob', inserted: [0, 0, 1], deleted: [4, 0, 0] },
  ]);
});

test('only the stretch that is asked for counts, its ends included', () => {
  const { timeline } = makeTape();
  expect(timeline.activity({ from: START + 1000, to: START + 2000, buckets: 1 })).toEqual([
    { author: 'ada', inserted: [3], deleted: [0] },
    { author: 'bob', inserted: [0], deleted: [4] },
  ]);
  expect(timeline.activity({ from: START + 3000, to: START + 8000, buckets: 5 })).toEqual([]);
  expect(timeline.activity({ from: START + 9000, to: START + 9000, buckets: 2 })).toEqual([
    { author: 'bob', inserted: [1, 0], deleted: [0, 0] },
  ]);
});

test('a number of buckets that makes no sense is refused', () => {
  const { timeline } = makeTape();
  for (const buckets of [0, -1, 1.5, Number.NaN, MAX_ACTIVITY_BUCKETS + 1])
    expect(() => timeline.activity({ from: START, to: START + 1, buckets })).toThrow('buckets');
});
