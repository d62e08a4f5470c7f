import { expect, test } from 'vitest';
import { makeRandom } from './tests/random-session.ts';
import { TextLog } from './text-log.ts';
import { sourcesOf, textOf } from './text-rope.ts';

interface Made {
  log: TextLog;
  /** The text after each number of splices. */
  texts: string[];
}

/** People typing, correcting, jumping, cutting and pasting; `jumps` of 100 edits are elsewhere. */
function makeLog(seed: number, edits: number, jumps: number, start = ''): Made {
  const random = makeRandom(seed);
  const log = new TextLog();
  const texts = [''];
  let text = '';
  let cursor = 0;
  const splice = (at: number, deleted: number, inserted: string) => {
    log.append(
      { at, deleted, inserted },
      { position: log.count + 1, source: random(50) === 0 ? 1 : 0, actor: 0 },
    );
    text = text.slice(0, at) + inserted + text.slice(at + deleted);
    texts.push(text);
    cursor = at + inserted.length;
  };
  if (start) splice(0, 0, start);
  for (let n = 0; n < edits; n++) {
    if (random(100) < jumps) cursor = random(text.length + 1);
    const dice = random(100);
    if (dice < 60) splice(cursor, 0, 'abc \n'.charAt(random(5)));
    else if (dice < 85) splice(Math.max(0, cursor - 1), Math.min(1, cursor), '');
    else if (dice < 95) splice(cursor, Math.min(text.length - cursor, 1 + random(4)), '');
    else splice(cursor, Math.min(text.length - cursor, random(60)), 'pasted line\n'.repeat(random(8)));
  }
  return { log, texts };
}

test.each([
  { seed: 1, jumps: 1, start: '' },
  { seed: 2, jumps: 30, start: 'a line of the file\n'.repeat(3000) },
  { seed: 3, jumps: 100, start: 'x'.repeat(40_000) },
])('the text is right after any number of changes, sought in any order: $seed', ({ seed, jumps, start }) => {
  const { log, texts } = makeLog(seed, 2000, jumps, start);
  const random = makeRandom(seed);
  const counts = [
    0,
    1,
    255,
    256,
    257,
    512,
    log.count,
    ...Array.from({ length: 300 }, () => random(texts.length)),
  ];
  for (const count of [...counts, ...counts.toReversed()]) {
    const snapshot = log.snapshotAfter(count);
    expect(textOf(snapshot) === texts[count], `after ${count}`).toBe(true);
    expect(log.lengthAfter(count)).toBe(texts[count]?.length);
    expect(sourcesOf(snapshot).reduce((sum, { length }) => sum + length, 0)).toBe(snapshot.length);
  }
});

test('what a stretch of changes deleted can be told, so that it can be taken back', () => {
  const { log, texts } = makeLog(4, 1500, 10);
  for (const [from, to] of [
    [0, 1500],
    [700, 1300],
    [255, 257],
  ] as const) {
    const deleted = log.deletedBetween(from, to);
    let text = texts[to] ?? '';
    for (let n = to - 1; n >= from; n--) {
      const { at, inserted } = log.spliceAt(n);
      text = text.slice(0, at) + deleted[n - from] + text.slice(at + inserted.length);
    }
    expect(text).toBe(texts[from]);
  }
});

test('a change outside of the text is refused and leaves no trace', () => {
  const log = new TextLog();
  const notes = { position: 1, source: 0, actor: 0 };
  expect(log.append({ at: 0, deleted: 0, inserted: 'text' }, notes)).toBe(true);
  expect(log.append({ at: 4, deleted: 1, inserted: '' }, notes)).toBe(false);
  expect(log.append({ at: 9, deleted: 0, inserted: 'x' }, notes)).toBe(false);
  expect([log.count, textOf(log.snapshotAfter(1))]).toEqual([1, 'text']);
});
