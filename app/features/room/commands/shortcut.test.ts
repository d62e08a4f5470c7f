import { expect, test } from 'vitest';
import { ariaShortcut, matchesShortcut, showShortcut } from './shortcut.ts';
import { belongsToShell } from './use-shortcuts.ts';

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

test('in the terminal the shell gets its own keys, and the way out stays', () => {
  expect(['Mod+K', 'Mod+B', 'Mod+S', 'Alt+W'].map((keys) => belongsToShell(keys, false))).toEqual(
    Array(4).fill(true),
  );
  expect(['F6', 'Shift+F6', 'Ctrl+`', 'Mod+Enter'].map((keys) => belongsToShell(keys, false))).toEqual(
    Array(4).fill(false),
  );
  expect([belongsToShell('Mod+K', true), belongsToShell('Ctrl+M', true)]).toEqual([false, true]);
});

test('signs are found by the place of their key too', () => {
  expect(matchesShortcut('Ctrl+`', press('Dead', { ctrlKey: true }, 'Backquote'), true)).toBe(true);
  expect(matchesShortcut('Mod+.', press('.', { ctrlKey: true }), false)).toBe(true);
});
