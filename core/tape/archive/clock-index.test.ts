import { expect, test } from 'vitest';
import { makeRandom } from '#tests/bench/tape/random.ts';
import { ClockIndex } from './clock-index.ts';
import type { Item } from './item-order.ts';

function makeItem(clock: number, length: number): Item {
  const links = { sequence: null, previous: null, next: null, up: null, low: null, high: null };
  return { client: { id: 1 }, clock, length, isVisible: true, ...links, sum: length };
}

test('every clock finds its item, also after many were split, and a hole finds the next one', () => {
  const random = makeRandom(8);
  const index = new ClockIndex();
  expect(index.find(0)).toBeNull();
  expect(index.findFrom(0)).toBeNull();
  // clocks 10 to 4009, with a hole of 5 behind each 100
  for (let clock = 10; clock < 4000; clock += 105) index.append(makeItem(clock, 100));
  for (let n = 0; n < 3000; n++) {
    const item = index.find(Math.floor(random() * 4000));
    if (!item || item.length === 1) continue;
    const offset = 1 + Math.floor(random() * (item.length - 1));
    index.insert(makeItem(item.clock + offset, item.length - offset));
    item.length = offset;
  }
  for (let clock = 0; clock < 4000; clock++) {
    const isHole = clock < 10 || (clock - 10) % 105 >= 100;
    const item = index.find(clock);
    expect(item === null, `clock ${clock}`).toBe(isHole);
    if (item) expect(item.clock <= clock && clock < item.clock + item.length).toBe(true);
    const end = clock < 10 ? 10 : clock + 105 - ((clock - 10) % 105);
    const next = isHole ? (end < 4000 ? end : undefined) : item?.clock;
    expect(index.findFrom(clock)?.clock).toBe(next);
  }
  expect(index.findFrom(5000)).toBeNull();
});
