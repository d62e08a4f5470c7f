import { expect, test } from 'vitest';
import { decideReplayKey } from './replay-keys.ts';

const press = (key: string, held: { shiftKey?: boolean; ctrlKey?: boolean } = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
});

test('keys of the page', () => {
  expect(decideReplayKey(press(' '), 'page')).toBe('toggle');
  expect(decideReplayKey(press('ArrowRight'), 'page')).toBe('forward');
  expect(decideReplayKey(press('ArrowRight', { shiftKey: true }), 'page')).toBe('nextEvent');
  expect(decideReplayKey(press('.'), 'page')).toBe('nextEdit');
});

test('what has the focus keeps its own keys', () => {
  expect(decideReplayKey(press('j'), 'field')).toBeNull();
  expect(decideReplayKey(press(' '), 'button')).toBeNull();
  expect(decideReplayKey(press('ArrowRight'), 'editor')).toBeNull();
  expect(decideReplayKey(press(' '), 'editor')).toBe('toggle');
  expect(decideReplayKey(press('Home'), 'moving')).toBeNull();
  expect(decideReplayKey(press('l', { ctrlKey: true }), 'page')).toBeNull();
});
