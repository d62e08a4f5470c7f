import { expect, test } from 'vitest';
import type { Peer } from '#app/features/room/awareness.ts';
import { cssString, cursorCss } from './remote-cursors.ts';

const peer = (overrides: Partial<Peer>): Peer => ({
  clientId: 7,
  participantId: 'p',
  name: 'Ada',
  role: 'candidate',
  colour: 2,
  fileId: null,
  at: 0,
  ...overrides,
});

test('a name cannot end its string or its style element', () => {
  const css = cssString('"}</style><script>\\\n');
  expect(css).not.toMatch(/[<>{}\n]/);
  expect(css.slice(1, -1)).not.toContain('"');
  expect(css).toBe('"\\22 \\7d \\3c \\2f style\\3e \\3c script\\3e \\5c \\a "');
});

test('letters of every script stay as they are', () => {
  expect(cssString('Zoë Müller 李')).toBe('"Zoë Müller 李"');
});

test('the label shows while the cursor moves, and not where labels are turned off', () => {
  expect(cursorCss([peer({})], new Set([7]), true)).toContain('opacity:1');
  expect(cursorCss([peer({})], new Set(), true)).toContain('opacity:0');
  expect(cursorCss([peer({})], new Set([7]), false)).toContain('opacity:0');
});

test('people who only watch have no cursor', () => {
  expect(cursorCss([peer({ role: 'observer' })], new Set([7]), true)).toBe('');
});

test('a colour outside the palette is brought back into it', () => {
  expect(cursorCss([peer({ colour: 11 })], new Set(), true)).toContain('var(--person-3)');
});
