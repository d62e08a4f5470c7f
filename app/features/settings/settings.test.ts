import { expect, test } from 'vitest';
import { parseSettings, showsCaptions, tabSizeOf } from './settings.ts';

test('settings that cannot be read take their defaults, the others stay', () => {
  expect(parseSettings({ fontSize: 900, vimKeys: true, theme: 'pink', tabSize: 4 })).toEqual({
    theme: 'system',
    fontSize: 14,
    tabSize: 'language',
    wordWrap: false,
    vimKeys: true,
    cursorLabels: true,
    screenReader: false,
    captions: 'role',
  });
  expect(parseSettings(null)).toEqual(parseSettings({}));
});

test('the width of a tab follows the language unless somebody chose one', () => {
  expect(tabSizeOf({ tabSize: 'language' }, 'python')).toBe(4);
  expect(tabSizeOf({ tabSize: 'language' }, 'typescript')).toBe(2);
  expect(tabSizeOf({ tabSize: '8' }, 'typescript')).toBe(8);
});

test('candidates read along what is said unless somebody chose', () => {
  expect(showsCaptions({ captions: 'role' }, 'candidate')).toBe(true);
  expect(showsCaptions({ captions: 'role' }, 'interviewer')).toBe(false);
  expect(showsCaptions({ captions: 'on' }, 'observer')).toBe(true);
  expect(showsCaptions({ captions: 'off' }, 'candidate')).toBe(false);
});
