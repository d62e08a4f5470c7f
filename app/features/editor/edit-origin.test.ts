import { EditSources } from 'monaco-editor/editor/common/textModelEditSource.js';
import { expect, test } from 'vitest';
import { insertedText, originOf } from './edit-origin.ts';

const of = (...detailedReasons: unknown[]) => originOf({ changes: [], detailedReasons });

test('what was pasted, and what was completed, is told from what was typed, by the words of this Monaco', () => {
  expect(of(EditSources.cursor({ kind: 'paste' }))).toBe('pasted');
  expect(of(EditSources.suggest({ providerId: undefined }))).toBe('completed');
  expect(of(EditSources.snippet())).toBe('completed');
  for (const kind of ['type', 'cut', 'compositionEnd', 'executeCommands'] as const)
    expect(of(EditSources.cursor({ kind })), kind).toBeNull();
});

test('changes that come from others, and those without a reason, have none', () => {
  expect(of(EditSources.applyEdits())).toBeNull();
  expect(of(EditSources.setValue())).toBeNull();
  expect(of()).toBeNull();
  expect(originOf({ changes: [] })).toBeNull();
});

test('of several reasons that came together the one that says something counts', () => {
  expect(of(EditSources.cursor({ kind: 'type' }), EditSources.cursor({ kind: 'paste' }))).toBe('pasted');
});

test('lines that went to several cursors are what was pasted', () => {
  expect(
    insertedText([
      { rangeOffset: 9, text: 'b' },
      { rangeOffset: 2, text: 'a' },
    ]),
  ).toBe('a\nb');
});
