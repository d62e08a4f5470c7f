import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { createFile, snapshotFiles } from '../doc-shape.ts';
import { FRAME_KINDS, type Frame } from './frames.ts';
import { decodeJournal, encodeJournalPart, foldDocument } from './journal.ts';
import { encodeSegment } from './segment.ts';

function framesOfAnEdit(): Frame[] {
  const doc = new Y.Doc();
  const frames: Frame[] = [];
  doc.on('update', (payload: Uint8Array) => {
    frames.push({ at: frames.length, kind: FRAME_KINDS.update, author: 'ada', payload });
  });
  createFile(doc, 'main.py', 'first');
  frames.push({ at: 9, kind: FRAME_KINDS.chat, author: 'ada', payload: Uint8Array.of(123, 125) });
  createFile(doc, 'lib.py', 'second');
  return frames;
}

function join(parts: Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

const frames = framesOfAnEdit();
const part = (from: number, to: number) =>
  encodeJournalPart(encodeSegment({ firstPosition: from, frames: frames.slice(from, to) }));

test('a journal in parts comes back as its frames, also from the middle', () => {
  expect(decodeJournal(join([part(0, 2), part(2, 3)]))).toEqual(frames);
  expect(decodeJournal(part(1, 3), 1)).toEqual(frames.slice(1));
  expect(decodeJournal(new Uint8Array())).toEqual([]);
});

test('a journal with a gap, an overlap or a torn end is refused', () => {
  expect(() => decodeJournal(part(1, 3))).toThrow('gap');
  expect(() => decodeJournal(join([part(0, 2), part(1, 3)]))).toThrow('gap');
  const whole = join([part(0, 2), part(2, 3)]);
  for (const length of [1, 5, whole.length - 1])
    expect(() => decodeJournal(whole.subarray(0, length))).toThrow();
});

test('folding a beginning gives the document of that moment', () => {
  const paths = (doc: Y.Doc) => snapshotFiles(doc).map(({ path }) => path);
  expect(paths(foldDocument(frames))).toEqual(['lib.py', 'main.py']);
  expect(paths(foldDocument(frames.slice(0, 2)))).toEqual(['main.py']);
  expect(paths(foldDocument([]))).toEqual([]);
});
