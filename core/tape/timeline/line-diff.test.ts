import { expect, test } from 'vitest';
import { diffLines } from './line-diff.ts';
import { makeRandom } from './tests/random-session.ts';

/** Head of each hunk and its lines; `|` where a line end is missing. */
const show = (before: string, after: string) =>
  diffLines(before, after).flatMap(({ beforeStart, beforeCount, afterStart, afterCount, lines }) => [
    `@ ${beforeStart},${beforeCount} ${afterStart},${afterCount}`,
    ...lines.map(
      ({ kind, text, hasEnd }) =>
        `${{ same: ' ', removed: '-', added: '+' }[kind]}${text}${hasEnd ? '' : '|'}`,
    ),
  ]);

const numbers = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, n) => `${from + n}\n`).join('');

test('equal texts have no difference', () => {
  expect(show('', '')).toEqual([]);
  expect(show('a\nb', 'a\nb')).toEqual([]);
});

test('a changed line stands between lines that stayed', () => {
  expect(show(numbers(1, 9), `${numbers(1, 4)}five\n${numbers(6, 9)}`)).toEqual([
    '@ 2,7 2,7',
    ' 2',
    ' 3',
    ' 4',
    '-5',
    '+five',
    ' 6',
    ' 7',
    ' 8',
  ]);
});

test('changes near each other are one hunk, others are not', () => {
  const before = numbers(1, 30);
  expect(diffLines(before, before.replace('10\n', '').replace('17\n', ''))).toHaveLength(1);
  expect(diffLines(before, before.replace('10\n', '').replace('18\n', ''))).toHaveLength(2);
});

test('a text that came or went is all added or all removed', () => {
  expect(show('', 'a\nb\n')).toEqual(['@ 1,0 1,2', '+a', '+b']);
  expect(show('a\nb\n', '')).toEqual(['@ 1,2 1,0', '-a', '-b']);
});

test('a line end that is missing at the end is a difference', () => {
  expect(show('a\n', 'a')).toEqual(['@ 1,1 1,1', '-a', '+a|']);
  expect(show('a\nb', 'a\nb\nc')).toEqual(['@ 1,2 1,3', ' a', '-b|', '+b', '+c|']);
});

test.each([1, 2, 3])('applied to one text it gives the other, and is the shortest, seed %i', (seed) => {
  const random = makeRandom(seed);
  for (let n = 0; n < 400; n++) {
    const make = () => Array.from({ length: random(15) }, () => `${'abc'.charAt(random(3))}\n`);
    const [before, after] = [make(), make()];
    if (random(3) === 0) after.push('end');
    const hunks = diffLines(before.join(''), after.join(''));
    const made: string[] = [];
    let at = 0;
    let edits = 0;
    for (const { beforeStart, beforeCount, afterStart, afterCount, lines } of hunks) {
      made.push(...before.slice(at, beforeStart - 1));
      at = beforeStart - 1;
      expect(made).toHaveLength(afterStart - 1);
      for (const { kind, text, hasEnd } of lines) {
        const line = hasEnd ? `${text}\n` : text;
        if (kind !== 'added') expect(before[at++]).toBe(line);
        if (kind !== 'removed') made.push(line);
        if (kind !== 'same') edits++;
      }
      expect([at - beforeStart + 1, made.length - afterStart + 1]).toEqual([beforeCount, afterCount]);
    }
    made.push(...before.slice(at));
    expect(made).toEqual(after);
    expect(edits).toBe(before.length + after.length - 2 * countCommon(before, after));
  }
});

test('texts that have little in common are told as one removal and one addition, and soon', () => {
  const lines = (word: string) => Array.from({ length: 3000 }, (_, n) => `${word}${n}\n`).join('');
  const [hunk, ...others] = diffLines(`same\n${lines('a')}`, `same\n${lines('b')}`);
  expect(others).toEqual([]);
  expect(hunk?.lines.map(({ kind }) => kind)).toEqual([
    'same',
    ...Array(3000).fill('removed'),
    ...Array(3000).fill('added'),
  ]);
});

/** Length of the longest list that both have in common. */
function countCommon(some: readonly string[], others: readonly string[]): number {
  let last = new Array<number>(others.length + 1).fill(0);
  for (const one of some) {
    const next = [0];
    for (let n = 0; n < others.length; n++)
      next.push(one === others[n] ? (last[n] ?? 0) + 1 : Math.max(last[n + 1] ?? 0, next[n] ?? 0));
    last = next;
  }
  return last.at(-1) ?? 0;
}
