import { expect, test } from 'vitest';
import { Scrollback } from './scrollback.ts';

test('the end of what was printed is kept, and its place in the whole is known', () => {
  const scrollback = new Scrollback();
  const printed = Array.from({ length: 5000 }, (_, i) => `line ${i} 😀\n`);
  for (const text of printed) {
    scrollback.append(text);
    scrollback.trim(20_000);
  }
  const all = printed.join('');
  expect(scrollback.end).toBe(all.length);
  expect(scrollback.text.length).toBeLessThanOrEqual(20_000);
  expect(scrollback.text.length).toBeGreaterThan(15_000);
  expect(all.endsWith(scrollback.text)).toBe(true);
  // Half a character would not come back.
  expect(Buffer.from(scrollback.text).toString()).toBe(scrollback.text);
});

test('nothing is forgotten while there is room', () => {
  const scrollback = new Scrollback();
  scrollback.append('a'.repeat(5000));
  scrollback.append('b');
  scrollback.trim(5001);
  expect(scrollback.text).toBe(`${'a'.repeat(5000)}b`);
});
