import { expect, test } from 'vitest';
import { ariaShortcut, matchesShortcut, showShortcut } from './shortcut.ts';

const press = (
  key: string,
  held: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', boolean>> = {},
  code = '',
) => ({
  key,
  code,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
});

test('Mod is Ctrl, and Cmd on Apple machines', () => {
  expect(matchesShortcut('Mod+K', press('k', { ctrlKey: true }), false)).toBe(true);
  expect(matchesShortcut('Mod+K', press('k', { metaKey: true }), false)).toBe(false);
  expect(matchesShortcut('Mod+K', press('k', { metaKey: true }), true)).toBe(true);
  expect(matchesShortcut('Mod+K', press('k', { ctrlKey: true }), true)).toBe(false);
});

test('a further modifier is another shortcut', () => {
  expect(matchesShortcut('Mod+K', press('K', { ctrlKey: true, shiftKey: true }), false)).toBe(false);
  expect(matchesShortcut('F6', press('F6', { shiftKey: true }), false)).toBe(false);
  expect(matchesShortcut('Shift+F6', press('F6', { shiftKey: true }), false)).toBe(true);
});

test('Alt with a letter is found by the place of the key', () => {
  expect(matchesShortcut('Alt+W', press('∑', { altKey: true }, 'KeyW'), true)).toBe(true);
});

test('the question mark counts with Shift and without', () => {
  expect(matchesShortcut('?', press('?', { shiftKey: true }), false)).toBe(true);
  expect(matchesShortcut('?', press('?'), false)).toBe(true);
});

test('shortcuts are shown as the machine writes them', () => {
  expect(showShortcut('Mod+Shift+F', false)).toBe('Ctrl Shift F');
  expect(showShortcut('Mod+Enter', true)).toBe('⌘↩');
  expect(ariaShortcut('Mod+/', false)).toBe('Control+/');
});
