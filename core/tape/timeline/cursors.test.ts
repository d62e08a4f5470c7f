import { expect, test } from 'vitest';
import { createFile, deleteFile, restoreFile } from '../../doc-shape.ts';
import { FRAME_KINDS, SYSTEM_AUTHOR } from '../frames.ts';
import { WrittenTape } from './tests/written-tape.ts';

function tapeWithFile(content: string) {
  const tape = new WrittenTape();
  const id = tape.edit(SYSTEM_AUTHOR, (doc) => createFile(doc, 'a.py', content));
  for (const author of ['ada', 'bob']) tape.docOf(author);
  return { tape, id };
}

/** Cursor of this participant after all frames so far: `anchor-head`, or null. */
function cursorOf(tape: WrittenTape, author: string, position = tape.frames.length): string | null {
  const cursor = tape.timeline.stateAt(position).cursors.find((one) => one.participantId === author);
  return cursor ? `${cursor.anchor}-${cursor.head}` : null;
}

const select = (tape: WrittenTape, author: string, fileId: string | null, anchor: number, head = anchor) =>
  tape.say(FRAME_KINDS.selection, author, { fileId, anchor, head });

test('after an edit of their own the cursor stands behind it', () => {
  const { tape, id } = tapeWithFile('0123456789');
  expect(cursorOf(tape, 'ada')).toBeNull();
  tape.write('ada', id, (text) => text.insert(4, 'abc'));
  expect(cursorOf(tape, 'ada')).toBe('7-7');
  tape.write('ada', id, (text) => text.delete(5, 2));
  expect(cursorOf(tape, 'ada')).toBe('5-5');
  tape.write('ada', id, (text) => {
    text.delete(2, 6);
    text.insert(2, 'replaced');
  });
  expect(cursorOf(tape, 'ada')).toBe('10-10');
  expect(cursorOf(tape, 'ada', 2)).toBe('7-7');
});

test('a selection that was told is where it was told, and clings to the file’s end where it is beyond', () => {
  const { tape, id } = tapeWithFile('0123456789');
  select(tape, 'ada', id, 8, 2);
  expect(cursorOf(tape, 'ada')).toBe('8-2');
  select(tape, 'ada', id, 3, 99);
  expect(cursorOf(tape, 'ada')).toBe('3-10');
});

test('others’ edits before a cursor shift it, those behind it do not', () => {
  const { tape, id } = tapeWithFile('0123456789');
  select(tape, 'ada', id, 3, 6);
  tape.write('bob', id, (text) => text.insert(8, 'behind'));
  expect(cursorOf(tape, 'ada')).toBe('3-6');
  tape.write('bob', id, (text) => text.insert(1, '++'));
  expect(cursorOf(tape, 'ada')).toBe('5-8');
  tape.write('bob', id, (text) => text.delete(0, 4));
  expect(cursorOf(tape, 'ada')).toBe('1-4');
  tape.write('bob', id, (text) => text.delete(0, 3));
  expect(cursorOf(tape, 'ada')).toBe('0-1');
  tape.write('bob', id, (text) => text.insert(0, '>'));
  expect(cursorOf(tape, 'ada')).toBe('1-2');
});

test('what programs write moves nobody there, but shifts who is there', () => {
  const { tape, id } = tapeWithFile('0123456789');
  select(tape, 'ada', id, 5);
  tape.write(SYSTEM_AUTHOR, id, (text) => text.insert(0, 'xx'));
  expect(cursorOf(tape, 'ada')).toBe('7-7');
  expect(tape.timeline.stateAt(tape.frames.length).cursors).toHaveLength(1);
});

test('a cursor that was told long ago is still shifted rightly, from whatever moment it is asked for', () => {
  const { tape, id } = tapeWithFile('0123456789');
  select(tape, 'ada', id, 5);
  for (let n = 0; n < 1300; n++)
    tape.write('bob', id, (text) => text.insert(n % 3 === 0 ? 0 : text.length, 'x'));
  const { timeline } = tape;
  for (const edits of [0, 1, 600, 1300])
    expect(timeline.stateAt(2 + edits).cursors).toContainEqual({
      participantId: 'ada',
      fileId: id,
      anchor: 5 + Math.ceil(edits / 3),
      head: 5 + Math.ceil(edits / 3),
    });
});

test('a cursor that left the editor, or whose owner left, is gone', () => {
  const { tape, id } = tapeWithFile('0123456789');
  tape.join('ada');
  select(tape, 'ada', id, 5);
  select(tape, 'ada', null, 0);
  expect(cursorOf(tape, 'ada')).toBeNull();
  tape.write('ada', id, (text) => text.insert(0, 'x'));
  expect(cursorOf(tape, 'ada')).toBe('1-1');
  tape.say(FRAME_KINDS.presence, 'ada', { event: 'left', name: 'Ada', role: 'candidate', colour: 1 });
  expect(cursorOf(tape, 'ada')).toBeNull();
  expect(tape.timeline.stateAt(tape.frames.length).openFiles.size).toBe(0);
});

test('the file in front follows what people open, select and edit, while it is listed', () => {
  const { tape, id } = tapeWithFile('first');
  const other = tape.edit('bob', (doc) => createFile(doc, 'b.py', 'second'));
  const openOf = (author: string) => tape.timeline.stateAt(tape.frames.length).openFiles.get(author) ?? null;
  expect(openOf('bob')).toBeNull(); // a file that came with its text was not typed into
  expect(cursorOf(tape, 'bob')).toBeNull();
  tape.say(FRAME_KINDS.fileOpened, 'bob', { fileId: other });
  expect(openOf('bob')).toBe(other);
  tape.write('bob', id, (text) => text.insert(0, 'x'));
  expect(openOf('bob')).toBe(id);
  select(tape, 'bob', other, 3);
  expect(openOf('bob')).toBe(other);
  tape.edit('ada', (doc) => deleteFile(doc, other));
  expect([openOf('bob'), cursorOf(tape, 'bob')]).toEqual([null, null]);
  tape.edit('ada', (doc) => restoreFile(doc, other));
  expect([openOf('bob'), cursorOf(tape, 'bob')]).toEqual([other, '3-3']);
});
