import { expect, test } from 'vitest';
import { makeRandom } from '#tests/bench/tape/random.ts';
import { type Item, Sequence } from './item-order.ts';

function makeItem(length: number, isVisible = true): Item {
  const links = { sequence: null, previous: null, next: null, up: null, low: null, high: null };
  return { client: { id: 1 }, clock: 0, length, isVisible, ...links, sum: isVisible ? length : 0 };
}

test('positions are those of a plain list, whatever is put in, hidden and made longer', () => {
  const random = makeRandom(5);
  const sequence = new Sequence(0);
  const list: Item[] = [];
  const pick = () => list[Math.floor(random() * list.length)] as Item;
  for (let n = 0; n < 1500; n++) {
    const choice = random();
    if (choice < 0.6 || list.length === 0) {
      const item = makeItem(1 + Math.floor(random() * 9), random() < 0.8);
      const index = Math.floor(random() * (list.length + 1));
      sequence.insertAfter(item, list[index - 1] ?? null);
      list.splice(index, 0, item);
    } else if (choice < 0.8) sequence.change(pick(), 1 + Math.floor(random() * 9), random() < 0.5);
    else {
      const item = pick();
      const before = list.slice(0, list.indexOf(item)).filter(({ isVisible }) => isVisible);
      expect(sequence.positionOf(item)).toBe(before.reduce((sum, { length }) => sum + length, 0));
    }
  }
  const characters = list.flatMap((item) =>
    item.isVisible ? Array.from({ length: item.length }, (_, offset) => ({ item, offset })) : [],
  );
  expect(sequence.visibleLength).toBe(characters.length);
  for (const [position, { item, offset }] of characters.entries()) {
    const found = sequence.itemAt(position);
    expect(found.item === item && found.offset === offset, `position ${position}`).toBe(true);
  }
  expect(() => sequence.itemAt(characters.length)).toThrow('out of range');
});

test('items know their neighbours', () => {
  const sequence = new Sequence(0);
  const [a, b, c] = [makeItem(1), makeItem(2, false), makeItem(3)];
  sequence.insertAfter(c, null);
  sequence.insertAfter(a, null);
  sequence.insertAfter(b, a);
  expect([sequence.first, a.next, b.next, c.next].map((item) => item?.length)).toEqual([1, 2, 3, undefined]);
  expect([sequence.last, c.previous, b.previous, a.previous].map((item) => item?.length)).toEqual([
    3,
    2,
    1,
    undefined,
  ]);
});

test('many items in a row do not make a deep tree', () => {
  const sequence = new Sequence(0);
  let last: Item | null = null;
  for (let n = 0; n < 100_000; n++) {
    const item = makeItem(1);
    sequence.insertAfter(item, last);
    last = item;
  }
  for (let n = 0; n < 100_000; n += 7) expect(sequence.itemAt((n * 7919) % 100_000).offset).toBe(0);
});
