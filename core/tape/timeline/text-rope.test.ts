import { expect, test } from 'vitest';
import { makeRandom } from './tests/random-session.ts';
import { sourcesOf, TextRope, type TextSnapshot, textOf } from './text-rope.ts';

/** The same, character by character. */
class NaiveText {
  characters: { text: string; source: number }[] = [];

  splice(at: number, deleted: number, inserted: string, source: number): void {
    this.characters.splice(at, deleted, ...inserted.split('').map((text) => ({ text, source })));
  }

  get text(): string {
    return this.characters.map(({ text }) => text).join('');
  }

  get sources(): { length: number; source: number }[] {
    const runs: { length: number; source: number }[] = [];
    for (const { source } of this.characters) {
      const last = runs.at(-1);
      if (last?.source === source) last.length++;
      else runs.push({ length: 1, source });
    }
    return runs;
  }
}

test.each([1, 2, 3, 4])('any changes give the text and sources that they should, seed %i', (seed) => {
  const random = makeRandom(seed);
  const naive = new NaiveText();
  let rope = new TextRope();
  const kept: { snapshot: TextSnapshot; text: string; sources: unknown }[] = [];
  for (let n = 0; n < 800; n++) {
    const length = naive.characters.length;
    const at = random(length + 1);
    const deleted = random(3) === 0 ? random(Math.min(length - at, random(8) === 0 ? 5000 : 20) + 1) : 0;
    const inserted = 'abcdefg\n😀'.repeat(random(random(30) === 0 ? 700 : 4)).slice(random(3));
    const source = random(3);
    rope.splice(at, deleted, inserted, source);
    naive.splice(at, deleted, inserted, source);
    const probe = random(naive.characters.length + 1);
    const here = naive.characters[probe];
    expect(rope.charCodeAt(probe)).toBe(here ? here.text.charCodeAt(0) : Number.NaN);
    if (here) expect(rope.sourceAt(probe)).toBe(here.source);
    if (n % 40 !== 0) continue;
    const snapshot = rope.snapshot();
    kept.push({ snapshot, text: naive.text, sources: naive.sources });
    expect(rope.slice(probe, probe + 3000)).toBe(naive.text.slice(probe, probe + 3000));
    if (random(2) === 0) rope = new TextRope(snapshot);
  }
  for (const { snapshot, text, sources } of kept) {
    expect(textOf(snapshot)).toBe(text);
    expect(snapshot.length).toBe(text.length);
    expect(sourcesOf(snapshot)).toEqual(sources);
  }
});

test('a change outside of the text is refused and changes nothing', () => {
  const rope = new TextRope();
  rope.splice(0, 0, 'text', 0);
  expect(() => rope.splice(5, 0, 'x', 0)).toThrow(RangeError);
  expect(() => rope.splice(2, 3, '', 0)).toThrow(RangeError);
  expect(() => rope.splice(-1, 0, 'x', 0)).toThrow(RangeError);
  expect(textOf(rope.snapshot())).toBe('text');
});

test('a snapshot costs what changed since the one before, not the whole text', () => {
  const rope = new TextRope();
  rope.splice(0, 0, 'x'.repeat(1_000_000), 0);
  expect(rope.snapshotBytes).toBeGreaterThan(1_000_000);
  const before = rope.snapshot();
  rope.splice(500_000, 0, 'y', 1);
  expect(rope.snapshotBytes).toBeLessThan(20_000);
  const after = rope.snapshot();
  expect(after.chunks.filter((chunk) => !before.chunks.includes(chunk))).toHaveLength(1);
});
