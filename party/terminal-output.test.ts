import { expect, test } from 'vitest';
import { TERMINAL_SCROLLBACK } from '#core/limits.ts';
import { TERMINAL_WINDOW } from '#core/workspace-protocol.ts';
import { TerminalOutput } from './terminal-output.ts';

test('[TRM8] what is known already is cut off, whole or in part', () => {
  const output = new TerminalOutput({ end: 0 });
  expect(output.take(0, 'hello')).toBe('hello');
  expect(output.take(0, 'hello')).toBe('');
  expect(output.take(3, 'lo world')).toBe(' world');
  expect(output.end).toBe(11);
  expect(output.scrollback).toBe('hello world');
});

test('[TRM8] what is missing between is passed over, and what follows is taken', () => {
  const output = new TerminalOutput({ end: 5, known: 'hello' });
  expect(output.take(20, 'later')).toBe('later');
  expect(output.end).toBe(25);
  expect(output.scrollback).toBe('hellolater');
});

test('[TRM10] the scrollback is the last of it, however much came', () => {
  const output = new TerminalOutput({ end: 0 });
  for (let n = 0; n < 1000; n++) output.take(n * 1000, String(n % 10).repeat(1000));
  expect(output.scrollback).toHaveLength(TERMINAL_SCROLLBACK);
  expect(output.scrollback.endsWith('9'.repeat(1000))).toBe(true);
});

test('[TRM10] more than the window that is not on disk is too much', () => {
  const output = new TerminalOutput({ end: 0 });
  const piece = 'x'.repeat(TERMINAL_WINDOW);
  output.take(0, piece);
  output.take(TERMINAL_WINDOW, piece);
  expect(output.isBeyondWindow).toBe(false);
  output.take(2 * TERMINAL_WINDOW, 'x');
  expect(output.isBeyondWindow).toBe(true);
  output.wrote(TERMINAL_WINDOW);
  expect(output.isBeyondWindow).toBe(false);
});
